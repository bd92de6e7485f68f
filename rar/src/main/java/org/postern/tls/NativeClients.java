package org.postern.tls;

import java.util.Set;

/** Which clients a native library serves as the JDK's TLS would. All others are served by the JDK's. */
final class NativeClients {
    /** RFC 1035 section 2.3.4, without the dot at the end. */
    private static final int MAX_NAME = 254;

    /** What a scheme of TLS 1.2 with a hash that is good enough begins with, and those of TLS 1.3 (RFC 8446 section 4.2.3). */
    private static final int SHA_256 = 0x0401;

    private NativeClients() {}

    static boolean includes(ClientHello client) {
        return asksForAName(client) && verifiesMoreThanSha1(client);
    }

    /** Not empty, and without octets that no name has, such as NUL: BoringSSL ends the handshake then. */
    private static boolean asksForAName(ClientHello client) {
        return client.serverName()
                .map(name -> !name.isEmpty() && name.length() <= MAX_NAME && name.indexOf('?') < 0)
                .orElse(true);
    }

    /**
     * Whether signatures with SHA-1 are allowed is for jdk.tls.disabledAlgorithms to say, which a native library knows nothing
     * of. A client of TLS 1.2 that does not say what it verifies means SHA-1 (RFC 5246 section 7.4.1.4.1).
     */
    private static boolean verifiesMoreThanSha1(ClientHello client) {
        return client.signatureSchemes().orElse(Set.of()).stream().anyMatch(scheme -> scheme >= SHA_256);
    }
}
