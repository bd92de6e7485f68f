package org.postern.boring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.tls.TestCertificates;

class NamedRefusalsTest {
    private static final X509Certificate[] CHAIN = {
        TestCertificates.certificate(TestCertificates.EC, "client.example.org")
    };

    private final SSLEngine engine = engine();

    /** What a reason is called the library says itself. */
    @BeforeAll
    static void load() {
        OpenSsl.ensureAvailability();
    }

    @Test
    void aRefusalHasAReasonThatBoringSslCanSay() {
        NamedRefusals refusals = new NamedRefusals(new Verifier(true));

        assertThatThrownBy(() -> refusals.checkClientTrusted(CHAIN, "EC", engine))
                .isInstanceOfSatisfying(OpenSslCertificateException.class, NamedRefusalsTest::assertRejected)
                .hasMessage("It has expired")
                .cause()
                .isInstanceOf(CertificateException.class)
                .hasMessage("It has expired");
    }

    @Test
    void theVerifierIsAskedWhatTheEngineAsks() throws Exception {
        Verifier verifier = new Verifier(false);

        new NamedRefusals(verifier).checkClientTrusted(CHAIN, "EC", engine);

        assertThat(verifier.asked).containsExactly(CHAIN, "EC", engine);
    }

    @Test
    void theAuthoritiesAreThoseOfTheVerifier() {
        Verifier verifier = new Verifier(true);

        assertThat(new NamedRefusals(verifier).getAcceptedIssuers()).isSameAs(verifier.issuers);
    }

    /** Not even for a verifier that trusts everyone. */
    @TestFactory
    Stream<DynamicTest> aQuestionThatNoServersEngineAsksIsRefusedWithAReason() {
        NamedRefusals refusals = new NamedRefusals(new Verifier(false));
        Socket socket = new Socket();
        return Stream.of(
                refused("client of a socket", () -> refusals.checkClientTrusted(CHAIN, "EC", socket)),
                refused("client of something", () -> refusals.checkClientTrusted(CHAIN, "EC")),
                refused("server of an engine", () -> refusals.checkServerTrusted(CHAIN, "EC", engine)),
                refused("server of a socket", () -> refusals.checkServerTrusted(CHAIN, "EC", socket)),
                refused("server of something", () -> refusals.checkServerTrusted(CHAIN, "EC")));
    }

    private static DynamicTest refused(String name, ThrowingCallable question) {
        return DynamicTest.dynamicTest(name, () -> assertThatThrownBy(question)
                .isInstanceOfSatisfying(OpenSslCertificateException.class, NamedRefusalsTest::assertRejected));
    }

    private static void assertRejected(OpenSslCertificateException refusal) {
        assertThat(refusal.errorCode()).isEqualTo(CertificateVerifier.X509_V_ERR_CERT_REJECTED);
    }

    private static SSLEngine engine() {
        try {
            return SSLContext.getDefault().createSSLEngine();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Refuses all, or none. */
    private static final class Verifier extends X509ExtendedTrustManager {
        private final boolean refuses;
        private final List<Object> asked = new ArrayList<>();
        private final X509Certificate[] issuers = CHAIN.clone();

        Verifier(boolean refuses) {
            this.refuses = refuses;
        }

        private void ask(Object... question) throws CertificateException {
            asked.addAll(List.of(question));
            if (refuses) {
                throw new CertificateException("It has expired");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
                throws CertificateException {
            ask(chain, keyType, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket)
                throws CertificateException {
            ask(chain, keyType, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
            ask(chain, keyType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
                throws CertificateException {
            ask(chain, keyType, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket)
                throws CertificateException {
            ask(chain, keyType, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
            ask(chain, keyType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return issuers;
        }
    }
}
