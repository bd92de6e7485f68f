package org.postern.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/**
 * All that goes into TLS engines besides the key. Immutable.
 *
 * @param library beside the JDK's TLS
 * @param clock by which sessions end
 */
record EngineSettings(TlsPolicy policy, ClientTrust clientTrust, LenientTls lenient, NativeTls library, Clock clock) {
    NativeTls.ServerSide serverSide(PrivateKey key, List<X509Certificate> chain) {
        return new NativeTls.ServerSide(
                key,
                chain,
                policy.spoken(),
                policy.cipherSuites(),
                clientTrust.wanted(),
                clientTrust.duringHandshake(),
                policy.sessionLifetime());
    }
}
