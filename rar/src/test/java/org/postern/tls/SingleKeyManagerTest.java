package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SingleKeyManagerTest {
    private final X509Certificate certificate = TestCertificates.certificate(TestCertificates.EC, "mx");
    private final SingleKeyManager manager =
            new SingleKeyManager("mx", TestCertificates.EC.getPrivate(), List.of(certificate));

    @Test
    void offersItsKeyForItsKindOfKeyOnly() {
        assertThat(manager.chooseEngineServerAlias("EC", null, null)).isEqualTo("mx");
        assertThat(manager.chooseEngineServerAlias("RSA", null, null)).isNull();
        assertThat(manager.chooseServerAlias("RSA", null, null)).isNull();
        assertThat(manager.getServerAliases("RSA", null)).isNull();
    }

    @Test
    void givesItsKeyAndCertificateUnderItsAliasOnly() {
        assertThat(manager.getPrivateKey("mx")).isSameAs(TestCertificates.EC.getPrivate());
        assertThat(manager.getCertificateChain("mx")).containsExactly(certificate);
        assertThat(manager.getPrivateKey("other")).isNull();
        assertThat(manager.getCertificateChain("other")).isNull();
    }

    @Test
    void neverServesAsAClient() {
        assertThat(manager.chooseClientAlias(new String[] {"EC"}, null, null)).isNull();
        assertThat(manager.getClientAliases("EC", null)).isNull();
    }
}
