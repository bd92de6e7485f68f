package org.postern.ra.log;

import org.jspecify.annotations.Nullable;
import org.postern.net.ConnectionFacts;
import org.postern.ra.config.Property;
import org.postern.smtp.SaslMechanism;

/** Every line about who sends mail: 104x whether the container knows users, 302x who authenticates. The rules are those of {@link Messages}. */
public final class IdentityMessages {
    private static final String SECURITY_DOMAIN =
            " Give its work manager a security domain or realm that checks passwords, see the page of your server";

    private final Log log;

    public IdentityMessages(Log log) {
        this.log = log;
    }

    /** Who does not want to know does not mind. */
    public void noCallers(Throwable cause) {
        log.limited(
                LogId.NO_CALLERS,
                "realm",
                "beans have no caller: the container takes no identities from this adapter (" + LogText.cause(cause)
                        + ")");
    }

    public void noPasswords(Throwable cause) {
        log.limited(
                LogId.NO_PASSWORDS,
                "realm",
                "no client can authenticate: the container does not check passwords for this adapter ("
                        + LogText.cause(cause) + ")."
                        + SECURITY_DOMAIN);
    }

    public void anyPassword() {
        log.limited(
                LogId.ANY_PASSWORD,
                "realm",
                "no client can authenticate: the container says yes to a user who does not exist, and so would to"
                        + " any password." + SECURITY_DOMAIN);
    }

    public void passwordsChecked() {
        log.limited(
                LogId.PASSWORDS_CHECKED,
                "realm",
                "users can authenticate where TLS is offered, against the container's realm");
    }

    public void authenticated(ConnectionFacts connection, SaslMechanism mechanism, String user) {
        log.limited(
                LogId.AUTHENTICATED,
                connection.peerIp(),
                LogText.describe(connection) + ": user " + LogText.printable(user) + " authenticated with "
                        + mechanism);
    }

    /** Without the name: people type passwords where the name belongs. */
    public void wrongCredentials(ConnectionFacts connection, SaslMechanism mechanism) {
        log.limited(
                LogId.WRONG_CREDENTIALS,
                connection.peerIp(),
                LogText.describe(connection) + ": wrong credentials with " + mechanism);
    }

    public void notHeard(ConnectionFacts connection, SaslMechanism mechanism) {
        log.limited(
                LogId.NOT_HEARD,
                connection.peerIp(),
                LogText.describe(connection) + ": credentials with " + mechanism
                        + " not looked at after too many wrong ones (" + Property.MAX_FAILED_AUTHENTICATIONS.beanName()
                        + ")");
    }

    public void notAuthenticated(ConnectionFacts connection, SaslMechanism mechanism, @Nullable Throwable cause) {
        log.limited(
                LogId.NOT_AUTHENTICATED,
                connection.peerIp(),
                LogText.describe(connection) + ": credentials with " + mechanism
                        + " could not be checked by the container ("
                        + (cause == null ? "no reason given" : LogText.cause(cause)) + "), answered 454");
    }

    /** By now it is no slip of the fingers. */
    public void userGuessed(ConnectionFacts connection, String user) {
        log.limited(
                LogId.USER_GUESSED,
                connection.peerIp(),
                "the password of " + LogText.printable(user) + " is being guessed, lastly on "
                        + LogText.describe(connection)
                        + ". Peers from which the user has not come in before are answered 454"
                        + " for this name for a while (" + Property.FAILED_AUTHENTICATION_SECONDS.beanName() + ")");
    }
}
