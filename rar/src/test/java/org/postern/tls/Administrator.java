package org.postern.tls;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.KeyStores;
import org.postern.tls.keys.SettingNames;

/** Who sets and imports something, looks what comes of it at 192.0.2.1:25, and does what is said there. */
final class Administrator {
    private static final LocalAddress ADDRESS =
            new LocalAddress(IpLiteral.parse("192.0.2.1").orElseThrow(), 25);

    final Path directory;
    String bindings = "*=mx";
    Instant now = Instant.now();

    private TestPolicy policy = TestPolicy.byDefault().hostName(CertificateCatalogue.NAME);
    private String keyStore;
    private @Nullable String type;
    private @Nullable String password = TestKeyStore.PASSWORD;
    private @Nullable String keyPassword;
    private String trustStore = "";

    Administrator(Path directory) {
        this.directory = directory;
        this.keyStore = "file:" + directory.resolve("keys");
    }

    /** Writes the key store anew. */
    void imports(TestKeyStore store) {
        store.write(file());
    }

    Path file() {
        return directory.resolve("keys");
    }

    void sets(UnaryOperator<TestPolicy> change) {
        policy = change.apply(policy);
    }

    void setsKeyStore(String source) {
        keyStore = source;
    }

    void sets(KeyStoreSettings settings) {
        keyStore = settings.source();
        type = settings.type();
        password = settings.storePasswords().stream().findFirst().orElse(null);
        keyPassword = settings.keyPassword();
    }

    void setsType(@Nullable String other) {
        type = other;
    }

    void setsPasswords(@Nullable String ofStore, @Nullable String ofKey) {
        password = ofStore;
        keyPassword = ofKey;
    }

    void setsTrustStore(Path file) {
        trustStore = "file:" + file;
    }

    /** What somebody who starts the server sees. */
    TlsOffer looks() {
        return offer(starts());
    }

    static TlsOffer offer(TlsOffers offers) {
        return offers.offerFor(ADDRESS);
    }

    TlsOffers starts() {
        TlsOffers offers = policy.offers(
                bindings,
                stores(new KeyStoreSettings(keyStore, type, password, keyPassword)),
                trustStore.isEmpty()
                        ? new KeyStores(List::of)
                        : stores(new KeyStoreSettings(
                                trustStore, null, List.of(TestKeyStore.PASSWORD), null, SettingNames.TRUST_STORE)),
                Clock.fixed(now, ZoneOffset.UTC));
        offers.refresh();
        return offers;
    }

    private static KeyStores stores(KeyStoreSettings settings) {
        return KeyStores.parse(settings, problem -> {
                    throw new AssertionError(problem);
                })
                .orElseThrow();
    }
}
