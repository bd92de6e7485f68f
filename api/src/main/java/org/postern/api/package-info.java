/**
 * All that the author of a mail-driven bean sees: the listener, the message and the way to refuse it.
 *
 * <p>The package needs nothing but the JDK at run time. It must be visible to the resource adapter and to the bean
 * through exactly one class loader: in an EAR it belongs into {@code lib/}.
 */
@NullMarked
package org.postern.api;

import org.jspecify.annotations.NullMarked;
