package org.postern.ra.config;

import java.time.Clock;
import java.util.List;
import org.postern.tls.CertificateBindings;
import org.postern.tls.Proofs;
import org.postern.tls.TlsOffers;
import org.postern.tls.TlsPolicy;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.KeyStores;
import org.postern.tls.keys.SettingNames;

/** Which certificates are served, and which authorities of clients are trusted. */
public record CertificateConfig(
        CertificateBindings bindings, KeyStoreSettings keyStores, KeyStoreSettings trustStores) {

    static CertificateConfig read(Configuration from) {
        KeyStoreSettings keys = new KeyStoreSettings(
                from.text(Property.KEY_STORE),
                from.optionalText(Property.KEY_STORE_TYPE).orElse(null),
                from.optionalText(Property.KEY_STORE_PASSWORD).orElse(null),
                from.optionalText(Property.KEY_PASSWORD).orElse(null));
        KeyStoreSettings trust = new KeyStoreSettings(
                from.text(Property.TRUST_STORE),
                from.optionalText(Property.TRUST_STORE_TYPE).orElse(null),
                from.optionalText(Property.TRUST_STORE_PASSWORD).orElse(null),
                null,
                SettingNames.TRUST_STORE);
        KeyStores.parse(keys, from.problemsOf(Property.KEY_STORE));
        if (!trust.source().isEmpty()) {
            KeyStores.parse(trust, from.problemsOf(Property.TRUST_STORE));
        }
        return new CertificateConfig(
                CertificateBindings.parse(
                        from.text(Property.CERTIFICATE_BINDINGS), from.problemsOf(Property.CERTIFICATE_BINDINGS)),
                keys,
                trust);
    }

    /** What one address offers; for a configuration without problems. */
    public TlsOffers offers(TlsPolicy policy, Clock clock, Proofs proofs) {
        return new TlsOffers(bindings, stores(keyStores), stores(trustStores), policy, clock, proofs);
    }

    private static KeyStores stores(KeyStoreSettings settings) {
        return settings.source().isEmpty()
                ? new KeyStores(List::of)
                : KeyStores.parse(settings, problem -> {}).orElseThrow();
    }
}
