package org.postern.smtp;

/**
 * What authentication means at an address. Immutable.
 *
 * @param required whether only those may send who have authenticated
 * @param senders what they may call themselves
 */
public record UserPolicy(boolean required, OwnSenders senders) {}
