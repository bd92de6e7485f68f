package org.postern.smtp;

import java.util.Arrays;
import java.util.Optional;

/** Who a peer claims to be, and what it has to show for it. The password is there until it is cleared. */
public final class Credentials {
    private final SaslMechanism mechanism;
    private final String user;
    private final char[] password;

    private Credentials(SaslMechanism mechanism, String user, char[] password) {
        this.mechanism = mechanism;
        this.user = user;
        this.password = password;
    }

    static Credentials ofPassword(SaslMechanism mechanism, String user, char[] password) {
        return new Credentials(mechanism, user, password);
    }

    /** What counts is the certificate; a name says only as whom the peer wants to act. */
    static Credentials ofCertificate(String name) {
        return new Credentials(SaslMechanism.EXTERNAL, name, new char[0]);
    }

    public SaslMechanism mechanism() {
        return mechanism;
    }

    /** The name that was given; with {@link SaslMechanism#EXTERNAL} there may be none. */
    public Optional<String> user() {
        return user.isEmpty() ? Optional.empty() : Optional.of(user);
    }

    /** Not a copy: clear it as soon as it has been looked at. */
    public char[] password() {
        return password;
    }

    /** Leaves nothing of the password in memory. */
    public void clear() {
        Arrays.fill(password, '\0');
    }

    /** Neither name nor password: people mistake the one field for the other. */
    @Override
    public String toString() {
        return mechanism.name();
    }
}
