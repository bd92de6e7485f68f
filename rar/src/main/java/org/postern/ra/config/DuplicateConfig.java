package org.postern.ra.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How messages are remembered whose senders may not know that they are taken.
 *
 * @param window zero to remember none
 * @param most of them
 * @param directory of their file
 */
public record DuplicateConfig(Duration window, int most, Path directory) {}
