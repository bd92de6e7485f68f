package org.postern.tls;

import javax.net.ssl.X509ExtendedTrustManager;

/** What decides about certificates of clients, for tests in other rooms. */
public final class ClientTrusts {
    private ClientTrusts() {}

    /** Trusts none. */
    public static X509ExtendedTrustManager none() {
        return ClientTrust.none().duringHandshake();
    }
}
