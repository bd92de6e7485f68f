/**
 * What message-driven beans for mail are tested with, without a server: messages, a container in the test's own JVM in which the
 * adapter itself runs, and what the sender hears.
 */
@NullMarked
package org.postern.test;

import org.jspecify.annotations.NullMarked;
