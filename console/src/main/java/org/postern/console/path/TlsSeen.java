package org.postern.console.path;

import java.security.cert.X509Certificate;
import java.util.List;

/** What a TLS handshake has shown. The first of the chain is the server's own. Immutable. */
record TlsSeen(String protocol, String cipherSuite, List<X509Certificate> chain) {
    TlsSeen {
        chain = List.copyOf(chain);
    }

    X509Certificate leaf() {
        return chain.get(0);
    }
}
