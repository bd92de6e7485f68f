package org.postern.ra.config;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.postern.tls.CertificateBindings;
import org.postern.tls.NativeTls;
import org.postern.tls.Proofs;
import org.postern.tls.TlsOffers;
import org.postern.tls.TlsPolicy;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.KeyStores;
import org.postern.tls.keys.SettingNames;

/** Which certificates are served, and which authorities of clients are trusted. */
public record CertificateConfig(
        CertificateBindings bindings, KeyStoreSettings keyStores, KeyStoreSettings trustStores) {

    private static final List<Property> KEY_STORE_PASSWORDS =
            List.of(Property.KEY_STORE_PASSWORD, Property.KEY_STORE_PASSWORD_2, Property.KEY_STORE_PASSWORD_3);
    private static final List<Property> TRUST_STORE_PASSWORDS =
            List.of(Property.TRUST_STORE_PASSWORD, Property.TRUST_STORE_PASSWORD_2);

    static CertificateConfig read(Configuration from) {
        KeyStoreSettings keys = new KeyStoreSettings(
                from.text(Property.KEY_STORE),
                from.optionalText(Property.KEY_STORE_TYPE).orElse(null),
                passwords(from, KEY_STORE_PASSWORDS),
                from.optionalText(Property.KEY_PASSWORD).orElse(null),
                names(from, SettingNames.ADAPTER, KEY_STORE_PASSWORDS));
        KeyStoreSettings trust = new KeyStoreSettings(
                from.text(Property.TRUST_STORE),
                from.optionalText(Property.TRUST_STORE_TYPE).orElse(null),
                passwords(from, TRUST_STORE_PASSWORDS),
                null,
                names(from, SettingNames.TRUST_STORE, TRUST_STORE_PASSWORDS));
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
    public TlsOffers offers(TlsPolicy policy, Clock clock, Proofs proofs, NativeTls library) {
        return new TlsOffers(bindings, stores(keyStores), stores(trustStores), policy, clock, proofs, library);
    }

    private static List<String> passwords(Configuration from, List<Property> properties) {
        return properties.stream()
                .flatMap(property -> from.optionalText(property).stream())
                .toList();
    }

    /** With the names of those passwords that were given, for remedies. */
    private static SettingNames names(Configuration from, SettingNames names, List<Property> properties) {
        String given = properties.stream()
                .filter(property -> from.optionalText(property).isPresent())
                .map(Property::beanName)
                .collect(Collectors.joining(" or "));
        return given.isEmpty() ? names : names.withPassword(given);
    }

    private static KeyStores stores(KeyStoreSettings settings) {
        return settings.source().isEmpty()
                ? new KeyStores(List::of)
                : KeyStores.parse(settings, problem -> {}).orElseThrow();
    }
}
