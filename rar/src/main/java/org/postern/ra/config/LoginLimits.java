package org.postern.ra.config;

import java.time.Duration;

/** How many wrong credentials are too many, and for how long. */
public record LoginLimits(int maxFailed, Duration window) {}
