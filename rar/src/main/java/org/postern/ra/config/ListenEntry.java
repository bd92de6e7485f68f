package org.postern.ra.config;

import java.util.Map;
import org.postern.net.ListenAddress;

/**
 * One URI of the {@code listen} property. Immutable.
 *
 * @param options the properties that it sets for itself
 */
record ListenEntry(ListenAddress address, Map<Property, String> options) {}
