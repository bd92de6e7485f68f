package org.postern.ra.log;

import java.time.Duration;
import java.util.List;
import org.postern.net.ListenAddress;
import org.postern.ra.config.Property;

/** The lines about the life of the adapter, its activations and its addresses; see {@link Messages}. */
public final class LifeMessages {
    private final Log log;

    public LifeMessages(Log log) {
        this.log = log;
    }

    public void started() {
        say(LogId.STARTED, "SMTP resource adapter started");
    }

    public void stopped(boolean inTime) {
        if (inTime) {
            say(LogId.STOPPED, "SMTP resource adapter stopped");
        } else {
            say(LogId.STOPPED_LATE, "SMTP resource adapter stopped, but its event loops had not ended in time");
        }
    }

    public void loopWithoutThread(String name, Throwable cause) {
        say(
                LogId.LOOP_WITHOUT_THREAD,
                "connections may hang: the container took the event loop " + name
                        + " and then did not run it ("
                        + cause
                        + "). It is asked again until it does. Give the adapter a larger pool of threads, or lower "
                        + Property.IO_THREADS.beanName());
    }

    /** The container has not refused it. Connections go to the others meanwhile. */
    public void loopNotRun(String name, Duration waited) {
        say(
                LogId.LOOP_NOT_RUN,
                "the container took the event loop " + name + " and has not run it for " + waited.toSeconds()
                        + " s. Give the adapter a larger pool of threads, or lower " + Property.IO_THREADS.beanName());
    }

    /** Containers show a refusal somewhere in a long trace, if at all. */
    public void activationRefused(String reason) {
        log.limited(LogId.ACTIVATION_REFUSED, reason, reason);
    }

    public void activationFailed(String activation, Throwable cause) {
        log.limited(LogId.ACTIVATION_FAILED, activation, "the activation of " + activation + " failed", cause);
    }

    public void notEnded(String what, Throwable cause) {
        log.limited(LogId.NOT_ENDED, what, what + " could not be ended as they should. All else was", cause);
    }

    public void keyStoresSlow(String activation, String when) {
        say(
                LogId.KEY_STORES_SLOW,
                "the key stores of " + activation + " have not been read " + when
                        + ". Its addresses are opened without TLS, and offer it as soon as the key stores can be read. If that"
                        + " lasts, a file system, a device or the naming service does not answer, or the container has no thread for"
                        + " the adapter");
    }

    public void takenOver(String activation) {
        say(
                LogId.TAKEN_OVER,
                activation + " goes on to take mail: the container has restarted the adapter, as some do"
                        + " when a property is changed, and has not activated it again");
    }

    public void notTakenOver(String activation, String reason) {
        say(
                LogId.NOT_TAKEN_OVER,
                activation + " takes no mail any more: the container has restarted the adapter, and what"
                        + " its properties are now does not allow this activation. " + reason
                        + " Put the properties right, and it"
                        + " goes on");
    }

    public void notRestarted(String activations, String reason) {
        log.limited(
                LogId.NOT_RESTARTED,
                activations,
                activations + " take(s) no mail any more: the container has restarted the"
                        + " adapter, and what its properties are now is refused. " + reason + " Put the properties"
                        + " right, then disable and enable the application");
    }

    public void notLeft(String activations) {
        say(
                LogId.NOT_LEFT,
                activations + " take(s) no mail any more: the adapter has stopped, and no other goes on"
                        + " with them, because another adapter runs in the same class loader. Unless the server shuts down, disable and"
                        + " enable the application");
    }

    public void activatedWhileStopped(String activation) {
        log.limited(
                LogId.ACTIVATED_WHILE_STOPPED,
                activation,
                activation
                        + " takes no mail yet: the container has activated it, and has not started the adapter. If it does not,"
                        + " enable the application again, or restart the server");
    }

    public void goesOnAsBefore(String activations, String reason) {
        log.limited(
                LogId.GOES_ON_AS_BEFORE,
                activations,
                "the properties that the adapter was restarted with are refused. " + reason
                        + " It goes on with those it had before, for " + activations + ". Put the properties right now:"
                        + " when the server or the application is started the next time, it will not start with these");
    }

    public void opened(ListenAddress listen, String activation, boolean neverClosed) {
        say(
                LogId.OPENED,
                listen + " opened for " + activation
                        + (neverClosed
                                ? ". It was never closed: clients that have connected meanwhile are served now"
                                : ""));
    }

    public void joined(ListenAddress listen, String activation, String first) {
        say(
                LogId.JOINED,
                listen + " is shared: " + activation + " takes mail there as well as " + first
                        + ", each for its own recipients");
    }

    public void cannotOpen(ListenAddress listen, String activations, String reason) {
        say(
                LogId.CANNOT_OPEN,
                listen + " cannot be opened for " + activations + ": " + reason
                        + ". It is tried again until it can. End what uses it, or choose another address or port in "
                        + Property.LISTEN.beanName());
    }

    public void openedAtLast(ListenAddress listen, String activations, int failures) {
        say(
                LogId.OPENED_AT_LAST,
                listen + " opened at last, for " + activations + ", after " + failures + " attempt(s) in vain");
    }

    public void acceptorPaused(ListenAddress listen, String why, boolean closed) {
        say(
                LogId.ACCEPTOR_PAUSED,
                listen + " is paused, because " + why + ". "
                        + (closed ? "Clients cannot connect to it" : "Clients that connect hear 421"));
    }

    public void acceptorResumed(ListenAddress listen) {
        say(LogId.ACCEPTOR_RESUMED, listen + " is not paused any more");
    }

    public void activationPaused(String activation, String who) {
        say(
                LogId.ACTIVATION_PAUSED,
                activation + " is paused by " + who
                        + ": it gets no messages until it is resumed with its management bean");
    }

    public void activationResumed(String activation) {
        say(LogId.ACTIVATION_RESUMED, activation + " is resumed");
    }

    public void limitChanged(Property property, String of, long before, long now) {
        say(
                LogId.LIMIT_CHANGED,
                property.beanName() + " of " + of + " is " + now + " from now on, and was " + before
                        + ": an administrator has changed it with a management bean. What is configured comes back when the adapter"
                        + " is restarted or the application deployed again: change the property to keep the new value");
    }

    public void closed(ListenAddress listen) {
        say(LogId.CLOSED, listen + " closed");
    }

    public void tlsRequiredOnPublicPort(ListenAddress listen) {
        say(
                LogId.TLS_REQUIRED_ON_PUBLIC_PORT,
                listen + " has tls=require: RFC 3207 section 4 forbids this to servers that the world"
                        + " sends mail to, because senders without TLS cannot reach it. If this is one, write tls=offer");
    }

    public void stuck(String activation, Duration waited, List<String> deliveries) {
        say(
                LogId.STUCK,
                activation + " is going away, but after " + waited.toSeconds()
                        + " s these messages are still with it. What can still be rolled back will be, and its sender tries again: "
                        + String.join(", ", deliveries));
    }

    /** What it is about stands in the line. */
    private void say(LogId id, String text) {
        log.limited(id, text, text);
    }
}
