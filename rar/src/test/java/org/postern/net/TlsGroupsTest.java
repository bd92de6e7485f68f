package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsGroupsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSLv3, TLSv1",
                "RSA keySize < 1024",
                "secp256k1",
                "sect163k1, x448",
                "secp256r1 usage X",
                "x2551"
            })
    void nothingIsToldToBoringSslWhereNoneOfItsGroupsIsDisabled(String disabled) {
        assertThat(TlsGroups.allowed(disabled)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x25519                     | X25519MLKEM768 secp256r1 secp384r1 secp521r1",
                "X25519                     | X25519MLKEM768 secp256r1 secp384r1 secp521r1",
                "SSLv3,secp256r1 , TLSv1    | X25519MLKEM768 x25519 secp384r1 secp521r1",
                "SECP384R1,x25519mlkem768   | x25519 secp256r1 secp521r1",
                "secp521r1, secp521r1       | X25519MLKEM768 x25519 secp256r1 secp384r1"
            })
    void whatIsDisabledIsLeftOutAndTheOrderKept(String disabled, String left) {
        assertThat(TlsGroups.allowed(disabled)).contains(List.of(left.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X25519MLKEM768,x25519,secp256r1,secp384r1,secp521r1"})
    void allOfThemMayBeDisabled(String disabled) {
        assertThat(TlsGroups.allowed(disabled)).contains(List.of());
    }

    @Test
    void boringSslIsToldNoneWhereAllAreAllowedAndThoseThatAreLeftOtherwise() {
        assertThat(BoringEngines.groups(Optional.empty())).isEmpty();
        assertThat(BoringEngines.groups(Optional.of(List.of("x25519", "secp256r1"))))
                .containsExactly("x25519", "secp256r1");
    }

    /** None would mean all to it. */
    @Test
    void boringSslDoesNotServeWhereAllItsGroupsAreDisabled() {
        assertThatThrownBy(() -> BoringEngines.groups(Optional.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdk.tls.disabledAlgorithms");
    }
}
