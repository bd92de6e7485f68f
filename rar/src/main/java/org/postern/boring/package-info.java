/**
 * BoringSSL, by netty-tcnative, loaded once in a JVM and never again: a class loader of its own, which stays, has this room and what it
 * needs of Netty ({@link org.postern.classes.ClassJar}). So nothing here knows another room, and nothing elsewhere knows this one but by
 * name: what goes back and forth are types of the JDK.
 */
package org.postern.boring;
