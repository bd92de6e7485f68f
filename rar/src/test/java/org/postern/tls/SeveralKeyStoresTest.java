package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.tls.keys.KeyStoreSource;
import org.postern.tls.keys.KeyStores;

class SeveralKeyStoresTest {
    private static final LocalAddress ADDRESS =
            new LocalAddress(IpLiteral.parse("192.0.2.1").orElseThrow(), 25);

    private final FakeKeyStoreSource first = FakeKeyStoreSource.holding(TestKeyStore.pkcs12());
    private final FakeKeyStoreSource second = FakeKeyStoreSource.holding(mx("second"));
    private final List<KeyStoreSource> sources = new ArrayList<>(List.of(first, second));
    private final TlsOffers offers = TestPolicy.byDefault()
            .offers("*=mx", new KeyStores(() -> List.copyOf(sources)), new KeyStores(List::of), Clock.systemUTC());

    @Test
    void anAliasIsFoundInWhicheverStoreHasIt() {
        offers.refresh();

        assertThat(offer().reason()).startsWith("The certificate mx (CN=second)");
    }

    @Test
    void theFirstStoreThatHasAnAliasDecides() {
        first.put(mx("first"));
        offers.refresh();

        assertThat(offer().reason()).startsWith("The certificate mx (CN=first)");
    }

    @Test
    void anUnusableEntryOfTheFirstStoreHidesTheSecond() {
        first.put(TestKeyStore.pkcs12().trusted("mx", TestCertificates.certificate(TestCertificates.EC, "mx")));
        offers.refresh();

        assertThat(offer().verdict()).isEqualTo(Verdict.NOT_A_KEY);
    }

    @Test
    void aStoreThatCannotBeReadHarmsOnlyWhatNoOtherStoreHas() {
        first.damage();
        offers.refresh();
        assertThat(offer().verdict()).isEqualTo(Verdict.USABLE);

        second.put(TestKeyStore.pkcs12());
        offers.refresh();
        assertThat(offer().verdict()).isEqualTo(Verdict.KEYSTORE_UNREADABLE);
        assertThat(offer().reason())
                .isEqualTo("Cannot read keys.p12: it is damaged. There is no alias mx in the key store keys.p12, and no"
                        + " private key at all. Import a key under this alias.");
    }

    /** Where it meets the store that is read first. */
    private enum Place {
        FINGERPRINT {
            @Override
            void in(FakeKeyStoreSource source, Runnable error) {
                source.whileLooking(error);
            }
        },
        LOAD {
            @Override
            void in(FakeKeyStoreSource source, Runnable error) {
                source.whileLoading(error);
            }
        };

        abstract void in(FakeKeyStoreSource source, Runnable error);
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                        new OutOfMemoryError("Java heap space"),
                        new NoClassDefFoundError("a class of a provider"),
                        new StackOverflowError(),
                        new AssertionError("of a provider"))
                .flatMap(error -> Stream.of(Place.values()).map(place -> arguments(error, place)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorInOneStoreKeepsNoOtherFromBeingReadNorThisOneFromBeingReadLater(Error error, Place place) {
        Runnable failing = () -> {
            throw error;
        };
        place.in(first, failing);
        offers.refresh();
        assertThat(offer().reason()).startsWith("The certificate mx (CN=second)");

        second.put(TestKeyStore.pkcs12());
        offers.refresh();
        assertThat(offer().reason()).contains("Reading the key store keys.p12 was broken off by " + error);

        place.in(first, () -> {});
        first.put(mx("first"));
        offers.refresh();
        assertThat(offer().reason()).startsWith("The certificate mx (CN=first)");

        // What works stays.
        place.in(first, failing);
        first.touch();
        offers.refresh();
        assertThat(offer().usable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void norDoesOneInAProof(boolean onAnotherThread) {
        first.put(mx("first"));
        Error error = new OutOfMemoryError("Java heap space");
        AtomicInteger rounds = new AtomicInteger();
        TlsOffers proving = TestPolicy.byDefault()
                .offers("*=mx", new KeyStores(() -> sources), new KeyStores(List::of), Clock.systemUTC(), proofs -> {
                    if (rounds.incrementAndGet() == 1) {
                        if (onAnotherThread) {
                            throw new CompletionException(error);
                        }
                        throw error;
                    }
                    proofs.forEach(Runnable::run);
                });

        proving.refresh();

        assertThat(proving.offerFor(ADDRESS).reason()).startsWith("The certificate mx (CN=second)");
    }

    @Test
    void aStoreThatComesLaterIsReadToo() {
        sources.remove(second);
        offers.refresh();
        assertThat(offer().verdict()).isEqualTo(Verdict.ALIAS_NOT_FOUND);

        sources.add(second);
        assertThat(offers.refresh()).isTrue();
        assertThat(offer().verdict()).isEqualTo(Verdict.USABLE);
    }

    @Test
    void aStoreThatHasNotChangedIsNotReadAgainBecauseAnotherHas() {
        offers.refresh();
        first.touch();
        offers.refresh();

        assertThat(first.loads()).isEqualTo(2);
        assertThat(second.loads()).isEqualTo(1);
    }

    @Test
    void onDemandEveryStoreIsReadAgain() {
        offers.refresh();
        assertThat(offers.reload()).isFalse();

        assertThat(first.loads()).isEqualTo(2);
        assertThat(second.loads()).isEqualTo(2);
    }

    private TlsOffer offer() {
        return offers.offerFor(ADDRESS);
    }

    private static TestKeyStore mx(String commonName) {
        return TestKeyStore.pkcs12()
                .key("mx", TestCertificates.EC, TestCertificates.certificate(TestCertificates.EC, commonName));
    }
}
