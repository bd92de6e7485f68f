package org.postern.smtp;

/** What clients show. */
public final class TestCredentials {
    private TestCredentials() {}

    /** The caller may clear the array. */
    public static Credentials password(String user, char[] password) {
        return Credentials.ofPassword(SaslMechanism.PLAIN, user, password.clone());
    }

    public static Credentials certificate(String user) {
        return Credentials.ofCertificate(user);
    }
}
