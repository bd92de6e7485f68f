/**
 * Three complete listeners to start from. {@link org.postern.example.StoreMailBean} keeps every message as two files.
 * {@link org.postern.example.OrderDeskBean} writes what was ordered into a database, in the transaction of the message, and
 * refuses what it does not understand. {@link org.postern.example.BounceBean} reads reports about mail that could not be
 * delivered.
 *
 * <p>All listen where the adapter's property {@code listen} says. {@code recipients} tells who gets what, and
 * {@code overlap=copy} that the first one gets all of it.
 */
package org.postern.example;
