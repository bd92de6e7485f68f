package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNamesTest {
    @ParameterizedTest
    @CsvSource({
        "mx.example.org, mx.example.org, true",
        "mx.example.org, MX.Example.ORG, true",
        "MX.example.org, mx.example.org, true",
        "mx.example.org, example.org, false",
        "*.example.org, mx.example.org, true",
        "*.example.org, MX.EXAMPLE.ORG, true",
        "*.example.org, example.org, false",
        "*.example.org, a.mx.example.org, false",
        "*.example.org, .example.org, false",
        "*.example.org, mx.example.net, false",
        "m*.example.org, mx.example.org, false",
        "mx.*.org, mx.example.org, false"
    })
    void aWildcardStandsForOneLabel(String name, String wanted, boolean covers) {
        assertThat(names(name).cover(wanted)).isEqualTo(covers);
    }

    @Test
    void theCommonNameDoesNotCount() {
        CertificateNames names = CertificateNames.of(
                CertificateBuilder.of(TestCertificates.EC, "mx.example.org").build());

        assertThat(names.all()).isEmpty();
        assertThat(names.cover("mx.example.org")).isFalse();
    }

    @Test
    void ipAddressesAreNamesToo() {
        assertThat(CertificateNames.of(TestCertificates.certificate(TestCertificates.EC, "mx"))
                        .all())
                .contains("localhost", "127.0.0.1");
    }

    private static CertificateNames names(String... dnsNames) {
        return CertificateNames.of(CertificateBuilder.of(TestCertificates.EC, "cn.example.com")
                .names(dnsNames)
                .build());
    }
}
