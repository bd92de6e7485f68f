package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterReadinessTest {
    private final StandIns server = new StandIns();
    private final StandIns.Acceptor port = new StandIns.Acceptor();

    @BeforeEach
    void deploy() throws Exception {
        server.adapter("shop");
        server.register("Acceptor,adapter=shop,scheme=smtp,address=\"192.0.2.1\",port=25", port);
    }

    @Test
    void aServerIsReadyWhenEachAddressIsOpenAndTlsIsOfferedWhereItIsWanted() throws Exception {
        server.address("192.0.2.1", 25);
        server.address("192.0.2.2", 25).verdict = "NO_BINDING";

        assertThat(readiness().isReady()).isTrue();
        assertThat(readiness().byAdapter()).containsEntry("shop", "ready").hasSize(1);
    }

    @Test
    void anAddressThatIsNotOpenMakesItNotReady() {
        port.open = 0;
        port.state = "WAITING";

        assertThat(readiness().isReady()).isFalse();
        assertThat(readiness().byAdapter()).containsEntry("shop", "smtp 192.0.2.1 port 25: WAITING");
    }

    @Test
    void tlsThatIsWantedAndNotOfferedMakesItNotReady() throws Exception {
        server.address("192.0.2.1", 25).verdict = "EXPIRED";
        server.adapter("second");
        server.register("Acceptor,adapter=second,scheme=smtp,address=\"192.0.2.2\",port=25", new StandIns.Acceptor());

        assertThat(readiness().isReady()).isFalse();
        assertThat(readiness().byAdapter())
                .containsEntry("shop", "smtp 192.0.2.1 port 25: EXPIRED")
                .containsEntry("second", "ready");
    }

    /** STARTTLS may be missing on purpose; where nothing is spoken without TLS, each connection is closed. */
    @ParameterizedTest
    @ValueSource(strings = {"smtps", "submissions"})
    void anAddressWhoseClientsSpeakNothingButTlsNeedsACertificate(String scheme) throws Exception {
        server.address("192.0.2.1", 25);
        server.address(scheme, "192.0.2.1", 465).verdict = "NO_BINDING";

        assertThat(readiness().isReady()).isFalse();
        assertThat(readiness().byAdapter()).containsEntry("shop", scheme + " 192.0.2.1 port 465: NO_BINDING");
    }

    /** The wildcard covers them as well, and senders cannot connect there: the binding is for the address that they know. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "fe80::1c2:3ff", "169.254.7.1"})
    void behindAWildcardAnAddressThatOnlyThisMachineReachesNeedsNoCertificate(String local) throws Exception {
        server.register("Acceptor,adapter=shop,scheme=smtps,address=\"0.0.0.0\",port=465", new StandIns.Acceptor());
        server.address("smtps", "192.0.2.1", 465);
        server.address("smtps", local, 465).verdict = "NO_BINDING";
        assertThat(readiness().byAdapter()).containsExactly(entry("shop", "ready"));

        server.address("smtps", "172.17.0.1", 465).verdict = "NO_BINDING";
        assertThat(readiness().byAdapter()).containsExactly(entry("shop", "smtps 172.17.0.1 port 465: NO_BINDING"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "fe80::1"})
    void anAddressOfThisMachineThatIsListenedOnByItselfNeedsOne(String local) throws Exception {
        server.register(
                "Acceptor,adapter=shop,scheme=smtps,address=\"" + local + "\",port=465", new StandIns.Acceptor());
        server.address("smtps", local, 465).verdict = "NO_BINDING";

        assertThat(readiness().byAdapter()).containsExactly(entry("shop", "smtps " + local + " port 465: NO_BINDING"));
    }

    /** A binding is for it, and cannot be used: so is it at the other addresses. */
    @Test
    void behindAWildcardACertificateThatIsBoundToAnAddressOfThisMachineIsToBeUsable() throws Exception {
        server.address("smtps", "127.0.0.1", 465).verdict = "EXPIRED";

        assertThat(readiness().isReady()).isFalse();
    }

    /** As before the application with the beans has come, or after it has failed. */
    @Test
    void whereNoPortIsListenedOnNoMailComes() throws Exception {
        StandIns other = new StandIns();
        other.adapter("shop");

        assertThat(AdapterReadiness.of(other.beans).isReady()).isFalse();
        assertThat(AdapterReadiness.of(other.beans).byAdapter())
                .containsExactly(entry("shop", "no port is listened on"));
    }

    /** Its application may come later; the other one takes mail meanwhile. */
    @Test
    void anAdapterWithoutAPortBesideAnotherIsToldOfAndKeepsNoMailFromTheServer() throws Exception {
        server.adapter("second");

        assertThat(readiness().isReady()).isTrue();
        assertThat(readiness().byAdapter())
                .containsExactly(entry("second", "no port is listened on"), entry("shop", "ready"));
    }

    @Test
    void aServerWithoutAnAdapterTakesNoMail() {
        assertThat(AdapterReadiness.of(new StandIns().beans).isReady()).isFalse();
    }

    private AdapterReadiness readiness() {
        return AdapterReadiness.of(server.beans);
    }
}
