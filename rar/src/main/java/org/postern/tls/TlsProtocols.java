package org.postern.tls;

import java.util.List;
import java.util.Optional;

/** The versions of TLS that this server speaks. Older ones are forbidden by RFC 8996. */
public final class TlsProtocols {
    private static final List<String> NEWEST_FIRST = List.of("TLSv1.3", "TLSv1.2");

    private TlsProtocols() {}

    /** A version and the newer ones, the newest first; empty if there is no such version. */
    public static Optional<List<String>> from(String oldest) {
        int index = NEWEST_FIRST.indexOf(oldest);
        return index < 0 ? Optional.empty() : Optional.of(NEWEST_FIRST.subList(0, index + 1));
    }
}
