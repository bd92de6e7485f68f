package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.KeyStoreSource;
import org.postern.tls.keys.KeyStoreUnreadableException;
import org.postern.tls.keys.KeyStores;
import org.postern.tls.keys.LoadedKeys;
import org.postern.tls.keys.TestPem;

/** What costs something is done for what is bound and has changed, and for nothing else: counted, not timed. */
class ManyAliasesTest {
    private static final int HELD = 30;

    @TempDir
    private Path directory;

    private final List<Integer> proofs = new ArrayList<>();

    private enum Form {
        JKS,
        PKCS12,
        PEM
    }

    @ParameterizedTest
    @CsvSource({"JKS, 1", "JKS, 20", "PKCS12, 1", "PKCS12, 20", "PEM, 1", "PEM, 20"})
    void onlyWhatIsBoundIsProvedAndOnlyWhatHasChanged(Form form, int bound) throws Exception {
        Counted counted = new Counted(source(form));
        write(form, 0);
        TlsOffers offers = offers(counted, bound);

        offers.refresh();
        assertThat(proofs).containsExactly(bound);
        assertThat(counted.keys).isEqualTo(bound);

        // Nothing has changed: whatever the time is, or an administrator says.
        for (int i = 0; i < 100; i++) {
            offers.refresh();
        }
        assertThat(counted.loads).isEqualTo(1);
        offers.reload();
        assertThat(proofs).containsExactly(bound, 0);
        assertThat(counted.loads).isEqualTo(2);

        // The first of them has changed.
        write(form, 1);
        assertThat(offers.refresh()).isTrue();
        assertThat(proofs).containsExactly(bound, 0, 1);
        assertThat(counted.loads).isEqualTo(3);
        assertThat(IntStream.range(0, bound)).allMatch(i -> isUsable(offers, i));
    }

    /** Files that hold no key, by themselves or beside others. */
    @ParameterizedTest
    @EnumSource
    void anHourOfNothingIsAFewLooks(Form form) throws Exception {
        Counted counted = new Counted(source(form));
        Files.createDirectories(directory.resolve("keys"));
        Files.writeString(directory.resolve("keys").resolve("mx0.pem"), "no key");
        Files.writeString(directory.resolve("file"), "no key store");
        TlsOffers offers = offers(counted, 7);

        for (int i = 0; i < 3_600; i++) {
            offers.refresh();
        }

        assertThat(counted.loads).isLessThanOrEqualTo(form == Form.PEM ? 1 : 66);
        assertThat(proofs.stream().mapToInt(count -> count).sum()).isZero();
    }

    private boolean isUsable(TlsOffers offers, int number) {
        return offers.offerFor(address(number)).usable();
    }

    private TlsOffers offers(KeyStoreSource source, int bound) {
        String bindings = IntStream.range(0, bound)
                .mapToObj(i -> address(i).toString().replace(":25", "=mx" + i))
                .collect(Collectors.joining(", "));
        return TestPolicy.byDefault()
                .offers(
                        bindings,
                        new KeyStores(() -> List.of(source)),
                        new KeyStores(List::of),
                        Clock.systemUTC(),
                        all -> {
                            proofs.add(all.size());
                            Proofs.oneAfterAnother().run(all);
                        });
    }

    private static LocalAddress address(int number) {
        return new LocalAddress(IpLiteral.parse("192.0.2." + (number + 1)).orElseThrow(), 25);
    }

    private KeyStoreSource source(Form form) {
        String source = form == Form.PEM ? "pem:" + directory.resolve("keys") : "file:" + directory.resolve("file");
        return KeyStores.parse(new KeyStoreSettings(source, null, TestKeyStore.PASSWORD, null), problem -> {})
                .orElseThrow()
                .current()
                .get(0);
    }

    /** All keys, those that are not bound as well; the first with another certificate in each version. */
    private void write(Form form, int version) throws Exception {
        TestKeyStore store = form == Form.JKS ? TestKeyStore.jks() : TestKeyStore.pkcs12();
        for (int i = 0; i < HELD; i++) {
            X509Certificate own =
                    TestCertificates.certificate(TestCertificates.EC, "mx" + i + (i == 0 ? "-" + version : ""));
            if (form != Form.PEM) {
                store.key("mx" + i, TestCertificates.EC, certificates(i, own));
            } else if (i == 0 || version == 0) {
                Path file = Files.createDirectories(directory.resolve("keys")).resolve("mx" + i + ".pem");
                Files.writeString(
                        file,
                        TestPem.pkcs8(TestCertificates.EC.getPrivate()) + TestPem.certificates(own),
                        StandardCharsets.US_ASCII);
            }
        }
        if (form != Form.PEM) {
            store.write(directory.resolve("file"));
        }
    }

    private final List<X509Certificate> written = new ArrayList<>();

    /** The same as before but for the first. */
    private X509Certificate certificates(int number, X509Certificate fresh) {
        if (number == written.size()) {
            written.add(fresh);
        }
        return number == 0 ? fresh : written.get(number);
    }

    /** Counts what is asked of a source. */
    private static final class Counted implements KeyStoreSource {
        private final KeyStoreSource source;
        private int loads;
        private int keys;

        Counted(KeyStoreSource source) {
            this.source = source;
        }

        @Override
        public String description() {
            return source.description();
        }

        @Override
        public Object fingerprint() {
            return source.fingerprint();
        }

        @Override
        public boolean writtenInParts() {
            return source.writtenInParts();
        }

        @Override
        public LoadedKeys load() throws KeyStoreUnreadableException {
            loads++;
            LoadedKeys loaded = source.load();
            return new LoadedKeys() {
                @Override
                public boolean contains(String alias) throws KeyStoreException {
                    return loaded.contains(alias);
                }

                @Override
                public List<String> keyAliases() throws KeyStoreException {
                    return loaded.keyAliases();
                }

                @Override
                public Optional<Key> key(String alias) throws GeneralSecurityException {
                    keys++;
                    return loaded.key(alias);
                }

                @Override
                public List<X509Certificate> chain(String alias) throws GeneralSecurityException {
                    return loaded.chain(alias);
                }

                @Override
                public List<X509Certificate> trusted() throws GeneralSecurityException {
                    return loaded.trusted();
                }
            };
        }
    }
}
