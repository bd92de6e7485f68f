package org.postern.tls;

import java.time.Duration;
import java.util.List;

/**
 * How the administrator wants TLS at one address, other than by which certificate. Immutable.
 *
 * @param protocols by their JSSE names, the preferred first
 * @param cipherSuites by their JSSE names, the preferred first
 * @param sessionLifetime how long a client may resume a session at most, however often it does
 * @param hostName what the server calls itself, so that a certificate for something else can be noticed
 * @param provider whose TLS serves
 * @param staples whether responders are asked for OCSP responses, which clients are sent
 */
public record TlsPolicy(
        Mode mode,
        List<String> protocols,
        List<String> cipherSuites,
        ClientCertificates clientCertificates,
        Duration sessionLifetime,
        ExpiredCertificates expiredCertificates,
        String hostName,
        Provider provider,
        boolean staples) {

    /** Whether TLS is wanted. */
    public enum Mode {
        /** Not even with a certificate. */
        NEVER,
        /** Exactly when it is possible. */
        OFFER,
        /** A client is not served without it. */
        REQUIRE
    }

    /** Whether clients are asked for certificates. */
    public enum ClientCertificates {
        /** They are not asked. */
        NONE,
        /** They are asked; one without, or with one that cannot be verified, is served like those that were not asked. */
        WANT,
        /** The handshake succeeds only with a certificate that can be verified. */
        NEED
    }

    /** What happens to a certificate that has ended. */
    public enum ExpiredCertificates {
        /** TLS is not offered any more. */
        WITHDRAW,
        /** TLS goes on, for clients that do not verify. */
        KEEP
    }

    /** Whose TLS serves. */
    public enum Provider {
        /** A native library's each certificate that it can serve, the JDK's the others. */
        AUTO,
        /** The JDK's alone. */
        JDK,
        /** A native library's alone. */
        OPENSSL
    }

    public TlsPolicy {
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
    }

    /** Those of the protocols that some suite is for, and that the JVM allows. The JDK's TLS speaks no others, whatever it is told. */
    List<String> spoken() {
        return protocols.stream()
                .filter(TlsProtocols::isAvailable)
                .filter(protocol -> cipherSuites.stream().anyMatch(suite -> isFor(protocol, suite)))
                .toList();
    }

    /**
     * Suites of TLS 1.3 have no key exchange, and do not name one (RFC 8446 section B.4); before TLS 1.2 there is nothing but
     * CBC with SHA-1 (RFC 5246 section 1.2).
     */
    private static boolean isFor(String protocol, String suite) {
        return TlsProtocols.isOld(protocol)
                ? CipherSuites.isOld(suite)
                : suite.contains("_WITH_") != protocol.equals("TLSv1.3");
    }
}
