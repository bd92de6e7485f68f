package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which clients a native library serves as the JDK's TLS would. */
class NativeClientsTest {
    private static final Set<Integer> MODERN = Set.of(0x0403, 0x0804, 0x0401);

    @ParameterizedTest
    @ValueSource(strings = {"mx.example.org", "localhost", "192.0.2.1", "under_score.example", "-", "*.example.org"})
    void namesOfAllKindsAreServed(String name) {
        assertThat(NativeClients.includes(client(Optional.of(name), Optional.of(MODERN))))
                .isTrue();
    }

    @Test
    void aClientThatAsksForNoNameIsServed() {
        assertThat(NativeClients.includes(client(Optional.empty(), Optional.of(MODERN))))
                .isTrue();
    }

    /** What BoringSSL ends the handshake for. */
    @ParameterizedTest
    @ValueSource(strings = {"", "mx?example.org", "?"})
    void aNameWithoutOctetsOrWithThoseThatNoNameHasIsLeftToOthers(String name) {
        assertThat(NativeClients.includes(client(Optional.of(name), Optional.of(MODERN))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {253, 254, 255, 300})
    void aNameIsAsLongAsNamesMayBe(int length) {
        assertThat(NativeClients.includes(client(Optional.of("x".repeat(length)), Optional.of(MODERN))))
                .isEqualTo(length <= 254);
    }

    /** RFC 8446 section 4.2.3: what begins with 2 is SHA-1, with 3 SHA-224. */
    @ParameterizedTest
    @ValueSource(ints = {0x0101, 0x0201, 0x0202, 0x0203, 0x0301, 0x0303})
    void aClientThatVerifiesOnlyOldHashesIsLeftToTheJdk(int scheme) {
        assertThat(NativeClients.includes(client(Optional.empty(), Optional.of(Set.of(scheme)))))
                .isFalse();
        assertThat(NativeClients.includes(client(Optional.empty(), Optional.of(Set.of(scheme, 0x0403)))))
                .isTrue();
    }

    /** It means SHA-1 (RFC 5246 section 7.4.1.4.1). */
    @Test
    void aClientThatDoesNotSayWhatItVerifiesIsLeftToTheJdk() {
        assertThat(NativeClients.includes(client(Optional.of("mx.example.org"), Optional.empty())))
                .isFalse();
    }

    private static ClientHello client(Optional<String> name, Optional<Set<Integer>> schemes) {
        return new ClientHello(name, true, Set.of(0x0304, 0x0303), Set.of(0x1301), schemes, Optional.empty());
    }
}
