package org.postern.ra;

import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.ObjectName;
import org.postern.net.ListenAddress;
import org.postern.net.ReceivedMessage;
import org.postern.tls.LocalAddress;
import org.postern.tls.TlsOffer;
import org.postern.tls.Verdict;

/**
 * Every line that the adapter logs, but for those of {@link LifeMessages} and {@link ConnectionMessages}. Each begins with an id that never
 * changes its meaning, so that it can be searched and alarmed on: 1xxx life cycle and TLS, 2xxx deliveries, 3xxx
 * connections, 9xxx the adapter's own faults. Nothing a peer controls is logged unchecked, and nothing confidential at
 * all.
 */
final class Messages {
    private final Logger logger = Logger.getLogger("org.postern.ra");

    void tlsOffered(ListenAddress.Scheme scheme, TlsOffer offer) {
        log(offer.usable() ? Level.INFO : Level.WARNING, "POSTERN-1021 " + tlsOn(scheme, offer));
    }

    void tlsChanged(ListenAddress.Scheme scheme, Verdict before, TlsOffer offer) {
        log(
                offer.usable() ? Level.INFO : Level.WARNING,
                "POSTERN-1022 " + tlsOn(scheme, offer)
                        + (before == offer.verdict() ? " (as before)" : " (was " + before + ")"));
    }

    void tlsWarning(ListenAddress.Scheme scheme, TlsOffer offer, String warning) {
        warn("POSTERN-1023 " + scheme + "://" + offer.address() + ": " + warning);
    }

    void tlsWarningGone(ListenAddress.Scheme scheme, TlsOffer offer, String warning) {
        info("POSTERN-1024 " + scheme + "://" + offer.address() + ": this is over: " + warning);
    }

    void vanished(ListenAddress.Scheme scheme, LocalAddress address) {
        info("POSTERN-1026 " + scheme + "://" + address + " is not an address of this machine any more");
    }

    void alreadyCommitted(ReceivedMessage message, String activation) {
        info("POSTERN-2015 message " + describe(message) + " is not delivered again: " + activation
                + " has committed the same one, and the connection ended before its sender could know (RFC 1047)");
    }

    void abandoned(ReceivedMessage message, String activation) {
        info("POSTERN-2016 message " + describe(message) + " not taken: the same one came on a connection that is"
                + " gone, and may still be with " + activation + ". The sender will try again");
    }

    void contentNotRead(ReceivedMessage message, Throwable cause) {
        logger.log(
                Level.SEVERE,
                cause,
                () -> "POSTERN-9009 the content of message " + describe(message) + " cannot be read. The sender will"
                        + " try again");
    }

    void noStateDirectory(Path directory, Throwable cause) {
        warn("POSTERN-1004 messages whose senders may not know that they are taken are remembered in memory only, until"
                + " the adapter stops: " + directory + " cannot be used (" + cause + "). Let "
                + Property.STATE_DIRECTORY.beanName() + " name a directory of the server's own");
    }

    void stateBegunAnew(Path directory) {
        warn(
                "POSTERN-1061 what was remembered of messages whose senders may not know that they are taken is lost: the file in "
                        + directory + " is of another version, or was cut short. They come twice at worst");
    }

    void duplicatesNotKnown(Throwable cause) {
        logger.log(
                Level.WARNING,
                cause,
                () ->
                        "POSTERN-9021 until the adapter is started again nothing is remembered of messages whose senders may not"
                                + " know that they are taken: they come twice at worst");
    }

    void committed(ReceivedMessage message, String activation) {
        info("POSTERN-2001 message " + describe(message) + " committed by " + activation);
    }

    void rejected(ReceivedMessage message, String activation, int code, String text) {
        info("POSTERN-2002 message " + describe(message) + " rejected by " + activation + " with " + code + ": "
                + LogText.printable(text));
    }

    void rejectedButCommitted(ReceivedMessage message, String activation) {
        warn("POSTERN-2003 message " + message.id() + " was rejected by " + activation
                + ", but its transaction committed all the same. A bean that manages its transactions must roll back"
                + " before it rejects");
    }

    void rolledBack(ReceivedMessage message, String activation, NotCommitted why, boolean goingAway) {
        warn("POSTERN-2004 message " + describe(message) + " not taken: " + activation
                + " returned, but its transaction did not commit: " + why.meaning()
                + (goingAway ? ". The bean is being undeployed" : "") + ". The sender will try again");
    }

    void notAuthorized(ReceivedMessage message, String activation, String user) {
        info("POSTERN-2017 message " + describe(message) + " rejected: user " + LogText.printable(user)
                + " lacks a role that " + activation + " demands");
    }

    void listenerFailed(ReceivedMessage message, String what, Throwable cause) {
        logger.log(
                Level.WARNING,
                cause,
                () -> "POSTERN-2005 message " + describe(message) + " not taken: " + what
                        + ". The sender will try again");
    }

    void failedButCommitted(ReceivedMessage message, String what, Throwable cause) {
        logger.log(
                Level.WARNING,
                cause,
                () -> "POSTERN-2006 message " + describe(message) + ": " + what
                        + ", but the transaction committed: the message is taken");
    }

    void noEndpoint(ReceivedMessage message, String activation, Throwable cause) {
        warn("POSTERN-2007 message " + describe(message) + " not taken: the container gives no endpoint of "
                + activation
                + " (" + cause.getMessage() + "). The sender will try again");
    }

    void timedOut(ReceivedMessage message, String activation, Duration timeout) {
        warn("POSTERN-2012 message " + describe(message) + " not taken: " + activation + " has taken longer than "
                + timeout.toSeconds() + " s (" + Property.DELIVERY_TIMEOUT_SECONDS.beanName()
                + "). Its transaction will be rolled back when it returns. The sender will try again");
    }

    void overloaded(ReceivedMessage message, String reason) {
        warn("POSTERN-2008 message " + describe(message) + " not taken: " + reason + ". The sender will try again");
    }

    void recipientUndecided(Inquiry inquiry, String activation, Throwable cause) {
        logger.log(
                Level.WARNING,
                cause,
                () -> "POSTERN-2013 connection "
                        + inquiry.transaction().connection().id() + ": " + activation
                        + " could not say whether it takes mail for "
                        + LogText.printable(inquiry.asked().mailbox()) + ". The sender will try again");
    }

    void noThread(Throwable cause) {
        warn("POSTERN-2014 a bean could not be asked about a recipient: the container's WorkManager refuses work: "
                + cause.getMessage() + ". The sender will try again");
    }

    void endpointNotReleased(ReceivedMessage message, String activation, Throwable cause) {
        logger.log(
                Level.WARNING,
                cause,
                () -> "POSTERN-2009 the endpoint of " + activation + " was not released after message " + message.id());
    }

    void contentNotFreed(ReceivedMessage message, Throwable cause) {
        logger.log(
                Level.WARNING, cause, () -> "POSTERN-9002 the content of message " + message.id() + " was not freed");
    }

    void checkFailed(String what, Throwable cause, long timesInARow) {
        logger.log(
                Level.WARNING,
                cause,
                () -> "POSTERN-9003 " + what + " could not be looked at"
                        + (timesInARow == 1 ? "" : ", for the " + timesInARow + "th time in a row")
                        + ". It is tried again every second");
    }

    void taskFailed(Throwable cause) {
        logger.log(
                Level.WARNING,
                cause,
                () -> "POSTERN-9010 a task of the adapter failed. It is called again in its time");
    }

    void nameTaken(String name, String instead) {
        warn("POSTERN-1051 another adapter in this server is called " + name + ": the management beans of this one say"
                + " " + instead + ", and who gets which name depends on who starts first. Give each its own "
                + Property.ADAPTER_NAME.beanName());
    }

    void notManaged(ObjectName name, Throwable cause) {
        logger.log(Level.WARNING, cause, () -> "POSTERN-9004 no management bean " + name);
    }

    void checkSlow(String what, Duration limit) {
        warn("POSTERN-9007 the look at " + what + " has not ended after " + limit.toSeconds()
                + " s: a key store, a device or a file system does not answer. Until it does, changes there are not noticed;"
                + " certificates that are known go on being served until they end");
    }

    void noThreadForChecks(String why) {
        warn("POSTERN-1027 the container gives the adapter no thread (" + why
                + "): changed key stores are not noticed. Its pool of threads is too small, or full of what hangs");
    }

    void notificationsLost(ListenAddress.Scheme scheme, LocalAddress address) {
        warn("POSTERN-9008 notifications of the management bean of " + scheme + "://" + address + " are lost, because a"
                + " listener does not come back. Look at what listens to it");
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
        return message.id() + " from <" + message.envelope().reversePath().orElse("") + "> for "
                + message.envelope().recipients().size() + " recipient(s), "
                + message.content().size() + " octets, with " + message.protocol() + " from "
                + message.connection().peerIp();
    }

    private void info(String text) {
        log(Level.INFO, text);
    }

    private void warn(String text) {
        log(Level.WARNING, text);
    }

    private void log(Level level, String text) {
        logger.log(level, text);
    }
}
