package org.postern.ra.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.postern.net.ListenAddress;
import org.postern.tls.CipherSuites;
import org.postern.tls.TlsPolicy;
import org.postern.tls.TlsPolicy.ClientCertificates;
import org.postern.tls.TlsPolicy.ExpiredCertificates;
import org.postern.tls.TlsPolicy.Mode;
import org.postern.tls.TlsProtocols;

/** Reads how TLS is wanted at one address. */
public final class TlsPolicyReader {
    private final Configuration from;
    private final ListenAddress address;

    public TlsPolicyReader(Configuration from, ListenAddress address) {
        this.from = from;
        this.address = address;
    }

    /**
     * Reads everything; problems are left with the configuration.
     *
     * @param hostName what this server calls itself
     */
    public TlsPolicy read(String hostName) {
        List<String> protocols = protocols();
        return new TlsPolicy(
                mode(),
                protocols,
                CipherSuites.parse(
                        from.text(Property.TLS_CIPHER_SUITES), protocols, from.problemsOf(Property.TLS_CIPHER_SUITES)),
                clientCertificates(),
                Duration.ofSeconds(from.number(Property.TLS_SESSION_SECONDS)),
                from.choice(
                        Property.EXPIRED_CERTIFICATE,
                        Map.of("withdraw", ExpiredCertificates.WITHDRAW, "keep", ExpiredCertificates.KEEP)),
                hostName,
                from.choice(
                        Property.TLS_PROVIDER,
                        Map.of(
                                "auto", TlsPolicy.Provider.AUTO,
                                "jdk", TlsPolicy.Provider.JDK,
                                "openssl", TlsPolicy.Provider.OPENSSL)),
                from.choice(Property.OCSP_STAPLING, Map.of("false", false, "true", true)));
    }

    private Mode mode() {
        if (address.path().isPresent()) {
            return Mode.NEVER; // What does not leave the machine needs no TLS.
        }
        Mode mode =
                from.choice(Property.TLS, Map.of("never", Mode.NEVER, "offer", Mode.OFFER, "require", Mode.REQUIRE));
        if (mode == Mode.NEVER && address.implicitTls()) {
            from.problem(Property.TLS, address + " is nothing but TLS: write smtp instead of smtps, or offer");
        }
        return mode;
    }

    private List<String> protocols() {
        String oldest = from.text(Property.TLS_MIN_PROTOCOL);
        if (TlsProtocols.isOld(oldest) && !from.isOfAddress(Property.TLS_MIN_PROTOCOL)) {
            from.problem(
                    Property.TLS_MIN_PROTOCOL,
                    "RFC 8996 forbids it. Write TLSv1.2 or TLSv1.3, and " + oldest
                            + " only at an address that old devices have for themselves, as in"
                            + " smtp://10.0.0.1:2525?tlsMinProtocol=" + oldest);
            return byDefault();
        }
        return TlsProtocols.from(oldest).orElseGet(() -> {
            from.problem(
                    Property.TLS_MIN_PROTOCOL,
                    "write TLSv1 or TLSv1.1 or TLSv1.2 or TLSv1.3; RFC 8996 forbids the first two, which are for an"
                            + " address that old devices have for themselves");
            return byDefault();
        });
    }

    private static List<String> byDefault() {
        return TlsProtocols.from(Property.TLS_MIN_PROTOCOL.defaultValue()).orElseThrow();
    }

    private ClientCertificates clientCertificates() {
        ClientCertificates wanted = from.choice(
                Property.CLIENT_CERTIFICATES,
                Map.of(
                        "none", ClientCertificates.NONE,
                        "want", ClientCertificates.WANT,
                        "need", ClientCertificates.NEED));
        if (wanted != ClientCertificates.NONE && from.text(Property.TRUST_STORE).isEmpty()) {
            from.problem(
                    Property.CLIENT_CERTIFICATES,
                    "name the authorities of the clients in " + Property.TRUST_STORE.beanName() + ", or write none");
        }
        return wanted;
    }
}
