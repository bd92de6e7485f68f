/** A Jakarta EE container as far as a resource adapter and its message-driven beans have to do with it, in the JVM of a test. */
@NullMarked
package org.postern.test.container;

import org.jspecify.annotations.NullMarked;
