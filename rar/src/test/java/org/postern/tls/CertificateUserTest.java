package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class CertificateUserTest {
    private static final X509Certificate ANNA = CertificateBuilder.ofSubject(
                    TestCertificates.OTHER_EC, "CN=anna,OU=Sales,CN=people,O=Example\\, Inc.")
            .mailAddresses("anna@example.com", "a@example.com")
            .build();
    private static final X509Certificate NAMELESS =
            CertificateBuilder.ofSubject(TestCertificates.OTHER_EC, "O=Example").build();

    @Test
    void isTheMostSpecificCommonName() {
        assertThat(CertificateUser.COMMON_NAME.of(ANNA)).contains("anna");
        assertThat(CertificateUser.COMMON_NAME.of(NAMELESS)).isEmpty();
    }

    @Test
    void isTheFirstMailAddress() {
        assertThat(CertificateUser.EMAIL.of(ANNA)).contains("anna@example.com");
        assertThat(CertificateUser.EMAIL.of(NAMELESS)).isEmpty();
    }

    @Test
    void isTheWholeSubject() {
        assertThat(CertificateUser.SUBJECT.of(ANNA))
                .contains(ANNA.getSubjectX500Principal().getName())
                .hasValueSatisfying(name -> assertThat(name).contains("OU=Sales"));
    }

    @Test
    void aCommonNameThatLooksLikeMoreIsOneName() {
        X509Certificate sly = CertificateBuilder.ofSubject(TestCertificates.OTHER_EC, "CN=bob\\,CN\\=anna,O=Example")
                .build();

        assertThat(CertificateUser.COMMON_NAME.of(sly)).contains("bob,CN=anna");
    }
}
