/**
 * A deterministic simulation of the whole adapter in a world where everything foreign is simulated: network, senders,
 * container, disk, clock and the end of the process. One thing happens at a time, in an order that a seed decides, and the
 * same seed gives the same story to the letter.
 *
 * <p>{@link org.postern.simulation.World} is time and order; {@code Sim*} classes stand in for what is foreign;
 * {@link org.postern.simulation.Ledger} knows the truth and compares; {@link org.postern.simulation.Run} makes a world
 * from a seed, lets it go on, ends all faults and sees what is left.
 */
package org.postern.simulation;
