package org.postern.api;

/**
 * Implemented by a message-driven bean whose methods say themselves which mail they take, in the manner of REST (a listener
 * interface without methods: Jakarta Connectors 2.1 section 14.3). The annotations are those of {@code postern-endpoint.jar}, which
 * has to be where this interface is.
 *
 * <p>Each recipient of a message is an envelope of one, and a call of its own in a transaction of its own: that of the method that
 * is called, whose {@code @TransactionAttribute} and {@code @RolesAllowed} count. What {@link MailListener} says of outcomes holds for
 * each call.
 */
public interface MailEndpoint {}
