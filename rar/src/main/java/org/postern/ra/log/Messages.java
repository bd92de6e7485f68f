package org.postern.ra.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import javax.management.ObjectName;
import org.postern.ip.LocalAddress;
import org.postern.net.ListenAddress;
import org.postern.ra.config.Property;
import org.postern.tls.TlsOffer;
import org.postern.tls.Verdict;

/**
 * Every line that the adapter logs, but for those of {@link LifeMessages}, {@link ConnectionMessages}, {@link
 * IdentityMessages} and the lines about deliveries: the kinds of lines are {@link LogId}. Nothing a peer controls is logged unchecked, and nothing
 * confidential at all. What peers, beans and the world can cause again and again is limited by {@link Log}, all of it but what
 * says that mail was taken.
 */
public final class Messages {
    private final Log log;

    public Messages(Log log) {
        this.log = log;
    }

    public void tlsOffered(ListenAddress.Scheme scheme, TlsOffer offer) {
        log.limited(level(offer), LogId.TLS_OFFERED, offer.address(), tlsOn(scheme, offer));
    }

    public void tlsChanged(ListenAddress.Scheme scheme, Verdict before, TlsOffer offer) {
        log.limited(
                level(offer),
                LogId.TLS_CHANGED,
                offer.address(),
                tlsOn(scheme, offer) + (before == offer.verdict() ? " (as before)" : " (was " + before + ")"));
    }

    public void tlsWarning(ListenAddress.Scheme scheme, TlsOffer offer, String warning) {
        log.limited(LogId.TLS_WARNING, offer.address(), scheme + "://" + offer.address() + ": " + warning);
    }

    public void tlsWarningGone(ListenAddress.Scheme scheme, TlsOffer offer, String warning) {
        log.limited(
                LogId.TLS_WARNING_GONE,
                offer.address(),
                scheme + "://" + offer.address() + ": this is over: " + warning);
    }

    public void stapling(ListenAddress.Scheme scheme, TlsOffer offer, String alias, String sentence) {
        log.limited(
                LogId.STAPLING,
                offer.address(),
                scheme + "://" + offer.address() + ", certificate " + alias + ": " + sentence);
    }

    public void vanished(ListenAddress.Scheme scheme, LocalAddress address) {
        log.limited(
                LogId.ADDRESS_GONE, address, scheme + "://" + address + " is not an address of this machine any more");
    }

    public void noStateDirectory(Path directory, Throwable cause) {
        log.limited(
                LogId.NO_STATE_DIRECTORY,
                directory,
                "messages whose senders may not know that they are taken are remembered in memory only, until"
                        + " the adapter stops: " + directory + " cannot be used (" + LogText.cause(cause) + "). Let "
                        + Property.STATE_DIRECTORY.beanName()
                        + " name a directory of the server's own, where only its user may write");
    }

    public void stateBegunAnew(Path directory) {
        log.limited(
                LogId.STATE_BEGUN_ANEW,
                directory,
                "what was remembered of messages whose senders may not know that they are taken is lost: the"
                        + " file in " + directory
                        + " is of another version, or was cut short. They come twice at worst");
    }

    public void noThreadForChecks(String why) {
        log.limited(
                LogId.NO_THREAD_FOR_CHECKS,
                "threads",
                "the container gives the adapter no thread (" + why
                        + "): changed key stores are not noticed. Its pool of threads is too small, or full of what"
                        + " hangs");
    }

    public void checkSlow(String what, Duration limit) {
        log.limited(
                LogId.CHECK_SLOW,
                what,
                "the look at " + what + " has not ended after " + limit.toSeconds()
                        + " s: a key store, a device or a file system does not answer. Until it does, changes there are not"
                        + " noticed; certificates that are known go on being served until they end");
    }

    public void provingLong(String name, int done, int all, Duration since) {
        log.limited(
                LogId.PROVING_LONG,
                name,
                "proving the certificates that are bound to " + name + " and its like takes long: " + done
                        + " of " + all + " after " + since.toSeconds()
                        + " s. Until all are proved, what was known before is"
                        + " served; an address that is new is opened without TLS by then, and offers it afterwards");
    }

    public void provedAtLast(String name, int all, Duration since) {
        log.limited(
                LogId.PROVED_AT_LAST,
                name,
                "the " + all + " certificates that are bound to " + name + " and its like have been looked at, in "
                        + since.toSeconds() + " s");
    }

    public void checkFailed(String what, Throwable cause, long timesInARow) {
        log.limited(
                LogId.CHECK_FAILED,
                what,
                what + " could not be looked at"
                        + (timesInARow == 1 ? "" : ", for the " + timesInARow + "th time in a row")
                        + ". It is tried again every second",
                cause);
    }

    public void taskFailed(Throwable cause) {
        log.limited(LogId.TASK_FAILED, "tasks", "a task of the adapter failed. It is called again in its time", cause);
    }

    public void nameTaken(String name, String instead) {
        log.limited(
                LogId.NAME_TAKEN,
                name,
                "another adapter in this server is called " + name
                        + ": the management beans of this one say " + instead
                        + ", and who gets which name depends on who starts first. Give each its own "
                        + Property.ADAPTER_NAME.beanName());
    }

    public void notManaged(ObjectName name, Throwable cause) {
        log.limited(LogId.NOT_MANAGED, name, "no management bean " + name, cause);
    }

    public void beansNotGone(Duration waited) {
        log.limited(
                LogId.BEANS_NOT_GONE,
                "management",
                "what has ended is still to be seen as management beans: after " + waited.toSeconds()
                        + " s a listener for their registration has not come back. Look at what listens to the server's"
                        + " MBeanServerDelegate; they go when it does");
    }

    public void notificationsLost(ListenAddress.Scheme scheme, LocalAddress address) {
        log.limited(
                LogId.NOTIFICATIONS_LOST,
                address,
                "notifications of the management bean of " + scheme + "://" + address
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
                        ? " Until then clients are not served here, because of tls=require."
                        : "");
    }
}
