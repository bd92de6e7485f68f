package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.net.ManualClock;
import org.postern.tls.NativeTls.ServerSide;
import org.postern.tls.TlsPolicy.ClientCertificates;

class CommonTicketKeyTest {
    private static final Duration LIFETIME = Duration.ofHours(2);

    private static final X509Certificate OF_EC = TestCertificates.certificate(TestCertificates.EC, "mx.example.org");

    private final ManualClock clock = new ManualClock();
    private Optional<TicketSecret> secret = Optional.of(new TicketSecret(7, "seven"));

    @Test
    void instancesWithTheSameCertificateAndSecretHaveTheSameKey() {
        byte[] one = key().get();
        byte[] other = key().get();

        assertThat(one).hasSize(CommonTicketKey.SIZE).isEqualTo(other);
    }

    @Test
    void whoHasOneOfTheTwoHasNothing() {
        byte[] key = key().get();
        ServerSide ofAThief = server(TestCertificates.RSA.getPrivate(), OF_EC, ClientCertificates.NONE);

        assertThat(key(ofAThief).get()).hasSize(CommonTicketKey.SIZE).isNotEqualTo(key);
        secret = Optional.of(new TicketSecret(7, "another"));
        assertThat(key().get()).hasSize(CommonTicketKey.SIZE).isNotEqualTo(key);
    }

    /** A certificate that is renewed with its old key begins anew. */
    @Test
    void anotherCertificateOfTheSameKeyHasAnotherTicketKey() {
        byte[] key = key().get();
        ServerSide renewed = server(
                TestCertificates.EC.getPrivate(),
                TestCertificates.certificate(TestCertificates.EC, "mx.example.org"),
                ClientCertificates.NONE);

        assertThat(key(renewed).get()).hasSize(CommonTicketKey.SIZE).isNotEqualTo(key);
    }

    @Test
    void aKeyIsTheSameArrayUntilTheNextSecret() {
        CommonTicketKey key = key();
        byte[] first = key.get();
        clock.pass(LIFETIME.minusNanos(1));
        assertThat(key.get()).isSameAs(first);

        secret = Optional.of(new TicketSecret(8, "eight"));
        byte[] second = key.get();
        assertThat(second).hasSize(CommonTicketKey.SIZE).isNotEqualTo(first);

        secret = Optional.empty();
        assertThat(key.get()).isEmpty();
    }

    /** An administrator, or a time server, sets the clock on the wall. */
    @Test
    void aClockThatIsSetBackBringsNoKeyBackAndLetsNoneLiveLonger() {
        CommonTicketKey key = key();
        key.get();
        secret = Optional.of(new TicketSecret(6, "six"));
        assertThat(key.get()).as("an earlier one").isEmpty();

        secret = Optional.of(new TicketSecret(7, "seven"));
        assertThat(key.get()).as("the same").isNotEmpty();
        clock.pass(LIFETIME);
        assertThat(key.get()).as("too old").isEmpty();

        secret = Optional.of(new TicketSecret(8, "eight"));
        assertThat(key.get()).isNotEmpty();
        secret = Optional.of(new TicketSecret(7, "seven"));
        assertThat(key.get()).as("the one before").isEmpty();
    }

    /** The store was emptied, and another instance has put a new one for the same time. */
    @Test
    void aSecondSecretOfTheSameTimeIsNotTaken() {
        CommonTicketKey key = key();
        key.get();
        secret = Optional.of(new TicketSecret(7, "another seven"));

        assertThat(key.get()).isEmpty();
    }

    /** What one address believes of clients is not what another does. */
    @ParameterizedTest
    @EnumSource(value = ClientCertificates.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whereClientsMayHaveCertificatesEachInstanceGoesByItself(ClientCertificates wanted) {
        assertThat(key(server(TestCertificates.EC.getPrivate(), OF_EC, wanted)).get())
                .isEmpty();
    }

    @Test
    void aKeyThatShowsNoOctetsHasNoCommonTickets() {
        PrivateKey hardware = new PrivateKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "EC";
            }

            @Override
            @SuppressWarnings("NullAway") // As Key says.
            public String getFormat() {
                return null;
            }

            @Override
            @SuppressWarnings("NullAway")
            public byte[] getEncoded() {
                return null;
            }
        };

        assertThat(key(server(hardware, OF_EC, ClientCertificates.NONE)).get()).isEmpty();
    }

    @Test
    void noLogShowsASecret() {
        assertThat(secret.orElseThrow()).hasToString("secret 7");
    }

    private CommonTicketKey key() {
        return key(server(TestCertificates.EC.getPrivate(), OF_EC, ClientCertificates.NONE));
    }

    private CommonTicketKey key(ServerSide server) {
        return new CommonTicketKey(server, lifetime -> secret, clock::nanos);
    }

    private static ServerSide server(
            PrivateKey key, X509Certificate certificate, ClientCertificates clientCertificates) {
        return new ServerSide(
                key,
                List.of(certificate),
                List.of("TLSv1.3"),
                List.of("TLS_AES_128_GCM_SHA256"),
                clientCertificates,
                ClientTrusts.none(),
                LIFETIME);
    }
}
