package org.postern.ra.delivery;

import java.time.Duration;
import java.util.Optional;
import org.postern.api.MailRejectedException;
import org.postern.net.ConnectionFacts;
import org.postern.net.ReceivedMessage;
import org.postern.ra.config.Property;
import org.postern.ra.log.Log;
import org.postern.ra.log.LogId;
import org.postern.ra.log.LogText;
import org.postern.ra.log.Messages;

/**
 * The lines about messages and the beans that take them, 2xxx: what {@link Messages} says of lines holds for them. That mail was
 * taken is always said; all else is limited.
 */
public final class DeliveryMessages {
    private final Log log;

    public DeliveryMessages(Log log) {
        this.log = log;
    }

    /** The key is the bean's. */
    void committed(ReceivedMessage message, String activation, Optional<String> key) {
        log.eachMessage(
                LogId.COMMITTED,
                () -> "message " + describe(message) + " committed by " + activation
                        + key.map(text -> ": " + LogText.printable(text)).orElse(""));
    }

    void rejected(ReceivedMessage message, String activation, MailRejectedException rejection) {
        log.limited(
                LogId.REJECTED,
                peer(message),
                "message " + describe(message) + " rejected by " + activation + " with " + rejection.replyCode() + ": "
                        + LogText.printable(
                                Optional.ofNullable(rejection.getMessage()).orElse(""))
                        + Optional.ofNullable(rejection.getCause())
                                .map(cause -> " (" + LogText.cause(cause) + ")")
                                .orElse(""));
    }

    void rejectedButCommitted(ReceivedMessage message, String activation) {
        log.limited(
                LogId.REJECTED_BUT_COMMITTED,
                peer(message),
                "message " + message.id() + " was rejected by " + activation
                        + ", but the transaction committed all the same: it could not be rolled back any more. Let the bean"
                        + " leave its end to the container");
    }

    void rolledBack(ReceivedMessage message, String activation, NotCommitted why, boolean goingAway) {
        log.limited(
                LogId.ROLLED_BACK,
                peer(message),
                "message " + describe(message) + " not taken: " + activation
                        + " returned, but its transaction did not commit: " + why.meaning()
                        + (goingAway ? ". The bean is being undeployed" : "") + ". The sender will try again");
    }

    void listenerFailed(ReceivedMessage message, String what, Throwable cause) {
        log.limited(
                LogId.LISTENER_FAILED,
                peer(message),
                "message " + describe(message) + " not taken: " + what + ". The sender will try again",
                cause);
    }

    void failedButCommitted(ReceivedMessage message, String what, Throwable cause) {
        log.always(
                LogId.FAILED_BUT_COMMITTED,
                "message " + describe(message) + ": " + what + ", but the transaction committed: the message is taken",
                cause);
    }

    void noEndpoint(ReceivedMessage message, String activation, Throwable cause) {
        log.limited(
                LogId.NO_ENDPOINT,
                peer(message),
                "message " + describe(message) + " not taken: the container gives no endpoint of " + activation + " ("
                        + LogText.cause(cause) + "). The sender will try again");
    }

    void overloaded(ReceivedMessage message, String reason) {
        log.limited(
                LogId.OVERLOADED,
                peer(message),
                "message " + describe(message) + " not taken: " + LogText.printable(reason)
                        + ". The sender will try again");
    }

    void noTransaction(ReceivedMessage message, String activation) {
        log.limited(
                LogId.NO_TRANSACTION,
                activation,
                "message " + describe(message) + " not taken: the container says that " + activation
                        + " is called in a transaction, but has begun none (Jakarta Connectors 2.1, section 14.5.6, lets it"
                        + " do so). Let the bean manage its transactions itself, or declare"
                        + " @TransactionAttribute(NOT_SUPPORTED). The sender will try again");
    }

    /** On the calling thread. */
    void transactionLeft(String activation, LeftTransaction left) {
        log.limited(
                LogId.TRANSACTION_LEFT,
                activation,
                "the server has left a transaction on its thread "
                        + Thread.currentThread().getName() + ", which delivers to " + activation
                        + switch (left) {
                            case ROLLED_BACK ->
                                ". It was rolled back, or what the thread does next would have become part of it";
                            case UNKNOWN ->
                                ", or does not tell whether it has: nothing can be delivered there, and senders try"
                                        + " again. Restart the server if this goes on";
                            default ->
                                ", and gives adapters no way to end it: nothing can be delivered there, and senders try"
                                        + " again. Restart the server";
                        });
    }

    void endpointNotReleased(ReceivedMessage message, String activation, Throwable cause) {
        log.limited(
                LogId.ENDPOINT_NOT_RELEASED,
                activation,
                "the endpoint of " + activation + " was not released after message " + message.id(),
                cause);
    }

    void tracerFailed(String message, String tracer, Throwable cause) {
        log.limited(LogId.TRACER_FAILED, tracer, "the tracer " + tracer + " failed with message " + message, cause);
    }

    void timedOut(ReceivedMessage message, String activation, Duration timeout) {
        log.limited(
                LogId.TIMED_OUT,
                peer(message),
                "message " + describe(message) + " not taken: " + activation + " has taken longer than "
                        + timeout.toSeconds() + " s (" + Property.DELIVERY_TIMEOUT_SECONDS.beanName()
                        + "). Its transaction will be rolled back when it returns. The sender will try again");
    }

    void recipientUndecided(RecipientCheck check, String activation, Throwable cause) {
        ConnectionFacts connection = check.transaction().session().connection();
        log.limited(
                LogId.RECIPIENT_UNDECIDED,
                connection.peerIp(),
                "connection " + connection.id() + ": " + activation
                        + " could not say whether it takes mail for "
                        + LogText.printable(check.asked().mailbox()) + ". The sender will try again",
                cause);
    }

    void noThread(Throwable cause) {
        log.now(
                LogId.NO_THREAD_FOR_RECIPIENTS,
                "beans",
                "a bean could not be asked about a recipient: the container's WorkManager refuses work ("
                        + LogText.cause(cause) + "). The sender will try again");
    }

    void alreadyCommitted(ReceivedMessage message, String activation) {
        notAgain(
                message,
                activation,
                "and its sender has not shown that it knows: the connection ended without a sign of it, or another bean did"
                        + " not take its copy");
    }

    void alreadyLogged(ReceivedMessage message, String activation) {
        notAgain(message, activation, "as its delivery log says");
    }

    private void notAgain(ReceivedMessage message, String activation, String why) {
        log.always(
                LogId.ALREADY_COMMITTED,
                "message " + describe(message) + " is not delivered again: " + activation
                        + " has committed the same one, " + why + " (RFC 1047)");
    }

    void abandoned(ReceivedMessage message, String activation) {
        notNow(message, "the same one came on a connection that is gone, and may still be with " + activation);
    }

    void loggedUnderWay(ReceivedMessage message, String activation) {
        notNow(
                message,
                "another transaction is in the way in the delivery log of " + activation
                        + ": that of the same message, usually, here or on another instance");
    }

    private void notNow(ReceivedMessage message, String why) {
        log.limited(
                LogId.SAME_UNDER_WAY,
                peer(message),
                "message " + describe(message) + " not taken: " + why + ". The sender will try again");
    }

    void logFailed(String bean, Exception trouble) {
        log.limited(
                LogId.DELIVERY_LOG_FAILED,
                bean,
                bean + " gets no messages until this is put right, and senders try again: " + trouble.getMessage()
                        + cause(trouble));
    }

    void logNotCleaned(String bean, Throwable trouble) {
        log.now(
                LogId.DELIVERY_LOG_NOT_CLEANED,
                bean,
                "what is old in the delivery log of " + bean + " was not deleted: " + trouble.getMessage()
                        + cause(trouble) + ". Messages are taken all the same");
    }

    private static String cause(Throwable trouble) {
        return Optional.ofNullable(trouble.getCause())
                .map(one -> ". The cause: " + LogText.cause(one))
                .orElse("");
    }

    void logUsed(String bean, String dataSource) {
        log.limited(
                LogId.DELIVERY_LOG_USED,
                bean,
                "messages for " + bean + " are noted in its transactions, in " + dataSource
                        + ": if it uses another data source or a queue as well, let " + dataSource + " have XA");
    }

    void logWell(String bean) {
        log.limited(LogId.DELIVERY_LOG_WELL, bean, "the delivery log of " + bean + " takes notes again");
    }

    void logCreated(String dataSource) {
        log.limited(LogId.DELIVERY_LOG_CREATED, dataSource, "the table of the delivery log was made in " + dataSource);
    }

    void notAuthorized(ReceivedMessage message, String activation, String user) {
        log.limited(
                LogId.NOT_AUTHORIZED,
                peer(message),
                "message " + describe(message) + " rejected: user " + LogText.printable(user) + " lacks a role that "
                        + activation + " demands");
    }

    void contentNotRead(ReceivedMessage message, Throwable cause) {
        log.limited(
                LogId.CONTENT_NOT_READ,
                peer(message),
                "message " + describe(message) + " not taken: its content cannot be read ("
                        + LogText.cause(cause) + "). Look at the file system of " + Property.SPOOL_DIRECTORY.beanName()
                        + ". The sender will try again");
    }

    void contentNotFreed(ReceivedMessage message, Throwable cause) {
        log.limited(
                LogId.CONTENT_NOT_FREED,
                peer(message),
                "the content of message " + message.id() + " was not freed (" + LogText.cause(cause)
                        + "). Look at the file system of " + Property.SPOOL_DIRECTORY.beanName());
    }

    void duplicatesNotKnown(Throwable cause) {
        log.limited(
                LogId.DUPLICATES_NOT_KNOWN,
                "duplicates",
                "until the adapter is started again nothing is remembered of messages whose senders may not"
                        + " know that they are taken: they come twice at worst",
                cause);
    }

    private static String describe(ReceivedMessage message) {
        return message.id() + " from <"
                + LogText.printable(message.envelope().reversePath().orElse("")) + "> for "
                + message.envelope().recipients().size() + " recipient(s), "
                + message.content().size() + " octets, with "
                + message.session().client().protocol() + " from " + peer(message);
    }

    private static String peer(ReceivedMessage message) {
        return message.session().connection().peerIp();
    }
}
