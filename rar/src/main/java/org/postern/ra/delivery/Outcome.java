package org.postern.ra.delivery;

import org.postern.ra.log.LogText;
import org.postern.smtp.Reply;

/** What became of a message at a bean, for counters: senders hear less. */
enum Outcome {
    COMMITTED,
    TAKEN_WITHOUT_TRANSACTION,
    /** The bean has thrown something that does not roll back. */
    KEPT_THOUGH_THE_BEAN_FAILED,
    DUPLICATE_RECOGNISED,
    ROLLED_BACK,
    /** The container should have begun one, and the bean was not called. */
    NO_TRANSACTION_BEGUN,
    /** Of other work, on the container's thread: the bean was not called. */
    TRANSACTION_LEFT,
    BEAN_FAILED,
    BEAN_TOOK_TOO_LONG,
    UNDEPLOYED_MEANWHILE,
    USER_LACKS_A_ROLE,
    CONTENT_NOT_READ,
    /** It may still be with the bean, and its sender will not hear how that ends. */
    THE_SAME_IS_UNDER_WAY,
    /** The bean was not called. */
    DELIVERY_LOG_FAILED,
    TOO_MANY_WAIT,
    WAITED_TOO_LONG,
    PAUSED_OR_GOING_AWAY,
    NO_INSTANCE,
    NO_THREAD;

    /** A reply for this reason. */
    Reply as(Reply reply) {
        return reply.because(LogText.words(this));
    }
}
