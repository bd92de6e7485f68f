package org.postern.ra;

import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import javax.management.ObjectName;
import org.postern.net.ConnectionFacts;
import org.postern.net.ListenAddress;
import org.postern.net.ReceivedMessage;
import org.postern.tls.LocalAddress;
import org.postern.tls.TlsOffer;
import org.postern.tls.Verdict;

/**
 * Every line that the adapter logs, but for those of {@link LifeMessages}, {@link ConnectionMessages} and {@link
 * IdentityMessages}. Each begins with an id that never changes its meaning, so that it can be searched and alarmed on: 1xxx
 * life cycle and TLS, 2xxx deliveries, 3xxx connections, 9xxx the adapter's own faults. Ids that are not used any more (3004,
 * 3009, 3026, 9002, 9007, 9009) are not given again. Nothing a peer controls is logged unchecked, and nothing
 * confidential at all. What peers, beans and the world can cause again and again is limited by {@link Log}, all of it but what
 * says that mail was taken.
 */
final class Messages {
    private final Log log;

    Messages(Log log) {
        this.log = log;
    }

    void tlsOffered(ListenAddress.Scheme scheme, TlsOffer offer) {
        log.limited(level(offer), offer.address(), "POSTERN-1021 " + tlsOn(scheme, offer));
    }

    void tlsChanged(ListenAddress.Scheme scheme, Verdict before, TlsOffer offer) {
        log.limited(
                level(offer),
                offer.address(),
                "POSTERN-1022 " + tlsOn(scheme, offer)
                        + (before == offer.verdict() ? " (as before)" : " (was " + before + ")"));
    }

    void tlsWarning(ListenAddress.Scheme scheme, TlsOffer offer, String warning) {
        warn(offer.address(), "POSTERN-1023 " + scheme + "://" + offer.address() + ": " + warning);
    }

    void tlsWarningGone(ListenAddress.Scheme scheme, TlsOffer offer, String warning) {
        info(offer.address(), "POSTERN-1024 " + scheme + "://" + offer.address() + ": this is over: " + warning);
    }

    void vanished(ListenAddress.Scheme scheme, LocalAddress address) {
        info(address, "POSTERN-1026 " + scheme + "://" + address + " is not an address of this machine any more");
    }

    void noStateDirectory(Path directory, Throwable cause) {
        warn(
                directory,
                "POSTERN-1004 messages whose senders may not know that they are taken are remembered in memory only, until"
                        + " the adapter stops: " + directory + " cannot be used (" + LogText.cause(cause) + "). Let "
                        + Property.STATE_DIRECTORY.beanName()
                        + " name a directory of the server's own, where nobody else may write");
    }

    void stateBegunAnew(Path directory) {
        warn(
                directory,
                "POSTERN-1061 what was remembered of messages whose senders may not know that they are taken is lost: the"
                        + " file in " + directory
                        + " is of another version, or was cut short. They come twice at worst");
    }

    void duplicatesNotKnown(Throwable cause) {
        log.limited(
                Level.WARNING,
                "duplicates",
                "POSTERN-9021 until the adapter is started again nothing is remembered of messages whose senders may not"
                        + " know that they are taken: they come twice at worst",
                cause);
    }

    void committed(ReceivedMessage message, String activation) {
        log.always(Level.INFO, "POSTERN-2001 message " + describe(message) + " committed by " + activation);
    }

    void rejected(ReceivedMessage message, String activation, int code, String text) {
        info(
                peer(message),
                "POSTERN-2002 message " + describe(message) + " rejected by " + activation + " with " + code + ": "
                        + LogText.printable(text));
    }

    void rejectedButCommitted(ReceivedMessage message, String activation) {
        warn(
                peer(message),
                "POSTERN-2003 message " + message.id() + " was rejected by " + activation
                        + ", but its transaction committed all the same. A bean that manages its transactions must roll"
                        + " back before it rejects");
    }

    void rolledBack(ReceivedMessage message, String activation, NotCommitted why, boolean goingAway) {
        warn(
                peer(message),
                "POSTERN-2004 message " + describe(message) + " not taken: " + activation
                        + " returned, but its transaction did not commit: " + why.meaning()
                        + (goingAway ? ". The bean is being undeployed" : "") + ". The sender will try again");
    }

    void listenerFailed(ReceivedMessage message, String what, Throwable cause) {
        log.limited(
                Level.WARNING,
                peer(message),
                "POSTERN-2005 message " + describe(message) + " not taken: " + what + ". The sender will try again",
                cause);
    }

    void failedButCommitted(ReceivedMessage message, String what, Throwable cause) {
        log.always(
                Level.WARNING,
                "POSTERN-2006 message " + describe(message) + ": " + what
                        + ", but the transaction committed: the message is taken",
                cause);
    }

    void noEndpoint(ReceivedMessage message, String activation, Throwable cause) {
        warn(
                peer(message),
                "POSTERN-2007 message " + describe(message) + " not taken: the container gives no endpoint of "
                        + activation + " (" + LogText.cause(cause) + "). The sender will try again");
    }

    void overloaded(ReceivedMessage message, String reason) {
        warn(
                peer(message),
                "POSTERN-2008 message " + describe(message) + " not taken: " + LogText.printable(reason)
                        + ". The sender will try again");
    }

    void noTransaction(ReceivedMessage message, String activation) {
        warn(
                activation,
                "POSTERN-2020 message " + describe(message) + " not taken: the container says that " + activation
                        + " is called in a transaction, but has begun none (Jakarta Connectors 2.1, section 14.5.6, lets it"
                        + " do so). Let the bean manage its transactions itself, or declare"
                        + " @TransactionAttribute(NOT_SUPPORTED). The sender will try again");
    }

    /** On the calling thread. */
    void transactionLeft(String activation, Transactions.Left left) {
        warn(
                activation,
                "POSTERN-2021 the server has left a transaction on its thread "
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
                Level.WARNING,
                activation,
                "POSTERN-2009 the endpoint of " + activation + " was not released after message " + message.id(),
                cause);
    }

    void timedOut(ReceivedMessage message, String activation, Duration timeout) {
        warn(
                peer(message),
                "POSTERN-2012 message " + describe(message) + " not taken: " + activation + " has taken longer than "
                        + timeout.toSeconds() + " s (" + Property.DELIVERY_TIMEOUT_SECONDS.beanName()
                        + "). Its transaction will be rolled back when it returns. The sender will try again");
    }

    void recipientUndecided(Inquiry inquiry, String activation, Throwable cause) {
        ConnectionFacts connection = inquiry.transaction().connection();
        log.limited(
                Level.WARNING,
                connection.peerIp(),
                "POSTERN-2013 connection " + connection.id() + ": " + activation
                        + " could not say whether it takes mail for "
                        + LogText.printable(inquiry.asked().mailbox()) + ". The sender will try again",
                cause);
    }

    void noThread(Throwable cause) {
        log.now(
                Level.WARNING,
                "beans",
                "POSTERN-2014 a bean could not be asked about a recipient: the container's WorkManager refuses work ("
                        + LogText.cause(cause) + "). The sender will try again");
    }

    void alreadyCommitted(ReceivedMessage message, String activation) {
        log.always(
                Level.INFO,
                "POSTERN-2015 message " + describe(message) + " is not delivered again: " + activation
                        + " has committed the same one, and its sender has not shown that it knows: the connection ended"
                        + " without a sign of it, or another bean did not take its copy (RFC 1047)");
    }

    void abandoned(ReceivedMessage message, String activation) {
        info(
                peer(message),
                "POSTERN-2016 message " + describe(message) + " not taken: the same one came on a connection that is"
                        + " gone, and may still be with " + activation + ". The sender will try again");
    }

    void notAuthorized(ReceivedMessage message, String activation, String user) {
        info(
                peer(message),
                "POSTERN-2017 message " + describe(message) + " rejected: user " + LogText.printable(user)
                        + " lacks a role that " + activation + " demands");
    }

    void contentNotRead(ReceivedMessage message, Throwable cause) {
        warn(
                peer(message),
                "POSTERN-2018 message " + describe(message) + " not taken: its content cannot be read ("
                        + LogText.cause(cause) + "). Look at the file system of " + Property.SPOOL_DIRECTORY.beanName()
                        + ". The sender will try again");
    }

    void contentNotFreed(ReceivedMessage message, Throwable cause) {
        warn(
                peer(message),
                "POSTERN-2019 the content of message " + message.id() + " was not freed (" + LogText.cause(cause)
                        + "). Look at the file system of " + Property.SPOOL_DIRECTORY.beanName());
    }

    void noThreadForChecks(String why) {
        warn(
                "threads",
                "POSTERN-1027 the container gives the adapter no thread (" + why
                        + "): changed key stores are not noticed. Its pool of threads is too small, or full of what"
                        + " hangs");
    }

    void checkSlow(String what, Duration limit) {
        warn(
                what,
                "POSTERN-1029 the look at " + what + " has not ended after " + limit.toSeconds()
                        + " s: a key store, a device or a file system does not answer. Until it does, changes there are not"
                        + " noticed; certificates that are known go on being served until they end");
    }

    void checkFailed(String what, Throwable cause, long timesInARow) {
        log.limited(
                Level.WARNING,
                what,
                "POSTERN-9003 " + what + " could not be looked at"
                        + (timesInARow == 1 ? "" : ", for the " + timesInARow + "th time in a row")
                        + ". It is tried again every second",
                cause);
    }

    void taskFailed(Throwable cause) {
        log.limited(
                Level.WARNING,
                "tasks",
                "POSTERN-9010 a task of the adapter failed. It is called again in its time",
                cause);
    }

    void nameTaken(String name, String instead) {
        warn(
                name,
                "POSTERN-1051 another adapter in this server is called " + name
                        + ": the management beans of this one say " + instead
                        + ", and who gets which name depends on who starts first. Give each its own "
                        + Property.ADAPTER_NAME.beanName());
    }

    void notManaged(ObjectName name, Throwable cause) {
        log.limited(Level.WARNING, name, "POSTERN-9004 no management bean " + name, cause);
    }

    void beansNotGone(Duration waited) {
        warn(
                "management",
                "POSTERN-1052 what has ended is still to be seen as management beans: after " + waited.toSeconds()
                        + " s a listener for their registration has not come back. Look at what listens to the server's"
                        + " MBeanServerDelegate; they go when it does");
    }

    void notificationsLost(ListenAddress.Scheme scheme, LocalAddress address) {
        warn(
                address,
                "POSTERN-9008 notifications of the management bean of " + scheme + "://" + address
                        + " are lost, because a listener does not come back. Look at what listens to it");
    }

    private static Level level(TlsOffer offer) {
        return offer.usable() ? Level.INFO : Level.WARNING;
    }

    private static String tlsOn(ListenAddress.Scheme scheme, TlsOffer offer) {
        String what = scheme.implicitTls() ? "implicit TLS" : "STARTTLS";
        return what + " on " + scheme + "://" + offer.address() + ": " + (offer.usable() ? "yes. " : "NO. ")
                + offer.verdict() + ": " + offer.reason()
                + (offer.required() && !offer.usable()
                        ? " Until then nobody is served here, because of tls=require."
                        : "");
    }

    private static String describe(ReceivedMessage message) {
        return message.id() + " from <"
                + LogText.printable(message.envelope().reversePath().orElse("")) + "> for "
                + message.envelope().recipients().size() + " recipient(s), "
                + message.content().size() + " octets, with " + message.protocol() + " from " + peer(message);
    }

    private static String peer(ReceivedMessage message) {
        return message.connection().peerIp();
    }

    private void info(Object subject, String text) {
        log.limited(Level.INFO, subject, text);
    }

    private void warn(Object subject, String text) {
        log.limited(Level.WARNING, subject, text);
    }
}
