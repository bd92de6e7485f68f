package org.postern.ra.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import javax.management.ObjectName;
import org.postern.net.ListenAddress;
import org.postern.ra.config.Property;
import org.postern.tls.LocalAddress;
import org.postern.tls.TlsOffer;
import org.postern.tls.Verdict;

/**
 * Every line that the adapter logs, but for those of {@link LifeMessages}, {@link ConnectionMessages}, {@link
 * IdentityMessages} and the lines about deliveries. Each begins with an id that never changes its meaning, so that it can be searched and alarmed on: 1xxx
 * life cycle and TLS, 2xxx deliveries, 3xxx connections, 9xxx the adapter's own faults. Ids that are not used any more (3004,
 * 3009, 3026, 9002, 9007, 9009) are not given again. Nothing a peer controls is logged unchecked, and nothing
 * confidential at all. What peers, beans and the world can cause again and again is limited by {@link Log}, all of it but what
 * says that mail was taken.
 */
public final class Messages {
    private final Log log;

    public Messages(Log log) {
        this.log = log;
    }

    public void tlsOffered(ListenAddress.Scheme scheme, TlsOffer offer) {
        log.limited(level(offer), offer.address(), "POSTERN-1021 " + tlsOn(scheme, offer));
    }

    public void tlsChanged(ListenAddress.Scheme scheme, Verdict before, TlsOffer offer) {
        log.limited(
                level(offer),
                offer.address(),
                "POSTERN-1022 " + tlsOn(scheme, offer)
                        + (before == offer.verdict() ? " (as before)" : " (was " + before + ")"));
    }

    public void tlsWarning(ListenAddress.Scheme scheme, TlsOffer offer, String warning) {
        warn(offer.address(), "POSTERN-1023 " + scheme + "://" + offer.address() + ": " + warning);
    }

    public void tlsWarningGone(ListenAddress.Scheme scheme, TlsOffer offer, String warning) {
        info(offer.address(), "POSTERN-1024 " + scheme + "://" + offer.address() + ": this is over: " + warning);
    }

    public void vanished(ListenAddress.Scheme scheme, LocalAddress address) {
        info(address, "POSTERN-1026 " + scheme + "://" + address + " is not an address of this machine any more");
    }

    public void noStateDirectory(Path directory, Throwable cause) {
        warn(
                directory,
                "POSTERN-1004 messages whose senders may not know that they are taken are remembered in memory only, until"
                        + " the adapter stops: " + directory + " cannot be used (" + LogText.cause(cause) + "). Let "
                        + Property.STATE_DIRECTORY.beanName()
                        + " name a directory of the server's own, where nobody else may write");
    }

    public void stateBegunAnew(Path directory) {
        warn(
                directory,
                "POSTERN-1061 what was remembered of messages whose senders may not know that they are taken is lost: the"
                        + " file in " + directory
                        + " is of another version, or was cut short. They come twice at worst");
    }

    public void noThreadForChecks(String why) {
        warn(
                "threads",
                "POSTERN-1027 the container gives the adapter no thread (" + why
                        + "): changed key stores are not noticed. Its pool of threads is too small, or full of what"
                        + " hangs");
    }

    public void checkSlow(String what, Duration limit) {
        warn(
                what,
                "POSTERN-1029 the look at " + what + " has not ended after " + limit.toSeconds()
                        + " s: a key store, a device or a file system does not answer. Until it does, changes there are not"
                        + " noticed; certificates that are known go on being served until they end");
    }

    public void provingLong(String name, int done, int all, Duration since) {
        info(
                name,
                "POSTERN-1039 proving the certificates that are bound to " + name + " and its like takes long: " + done
                        + " of " + all + " after " + since.toSeconds()
                        + " s. Until all are proved, what was known before is"
                        + " served; an address that is new is opened without TLS by then, and offers it afterwards");
    }

    public void provedAtLast(String name, int all, Duration since) {
        info(
                name,
                "POSTERN-1040 the " + all + " certificates that are bound to " + name
                        + " and its like have been looked at, in " + since.toSeconds() + " s");
    }

    public void checkFailed(String what, Throwable cause, long timesInARow) {
        log.limited(
                Level.WARNING,
                what,
                "POSTERN-9003 " + what + " could not be looked at"
                        + (timesInARow == 1 ? "" : ", for the " + timesInARow + "th time in a row")
                        + ". It is tried again every second",
                cause);
    }

    public void taskFailed(Throwable cause) {
        log.limited(
                Level.WARNING,
                "tasks",
                "POSTERN-9010 a task of the adapter failed. It is called again in its time",
                cause);
    }

    public void nameTaken(String name, String instead) {
        warn(
                name,
                "POSTERN-1051 another adapter in this server is called " + name
                        + ": the management beans of this one say " + instead
                        + ", and who gets which name depends on who starts first. Give each its own "
                        + Property.ADAPTER_NAME.beanName());
    }

    public void notManaged(ObjectName name, Throwable cause) {
        log.limited(Level.WARNING, name, "POSTERN-9004 no management bean " + name, cause);
    }

    public void beansNotGone(Duration waited) {
        warn(
                "management",
                "POSTERN-1052 what has ended is still to be seen as management beans: after " + waited.toSeconds()
                        + " s a listener for their registration has not come back. Look at what listens to the server's"
                        + " MBeanServerDelegate; they go when it does");
    }

    public void notificationsLost(ListenAddress.Scheme scheme, LocalAddress address) {
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

    private void info(Object subject, String text) {
        log.limited(Level.INFO, subject, text);
    }

    private void warn(Object subject, String text) {
        log.limited(Level.WARNING, subject, text);
    }
}
