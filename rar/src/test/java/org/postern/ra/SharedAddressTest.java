package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.resource.NotSupportedException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.FreePort;
import org.postern.net.Ip;
import org.postern.net.Peer;

@Timeout(30)
class SharedAddressTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final FakeBean first = server.bean("first");
    private final FakeBean second = server.bean("second");

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    @Test
    void activationsThatAgreeShareAnAddressAndTheFirstGetsTheMail() throws Exception {
        server.activate(first);
        server.activate(second);

        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
        assertThat(log.lines("POSTERN-1012")).singleElement().asString().contains("second", "first");
    }

    @Test
    void whenTheFirstIsUndeployedTheSecondGetsTheMailOnTheSameConnection() throws Exception {
        SmtpActivationSpec spec = server.activate(first);
        server.activate(second);
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            server.adapter.endpointDeactivation(first, spec);

            assertThat(peer.deliver("x\r\n")).startsWith("250");
        }
        assertThat(first.received()).isEmpty();
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void theAddressIsFreeWhenTheLastIsUndeployed() throws Exception {
        SmtpActivationSpec spec = server.activate(first);
        SmtpActivationSpec other = server.activate(second);

        server.adapter.endpointDeactivation(second, other);
        assertThat(RunningServer.isFree(server.port)).isFalse();
        assertThat(server.send("x\r\n")).startsWith("250");
        server.adapter.endpointDeactivation(first, spec);
        assertThat(RunningServer.isFree(server.port)).isTrue();
    }

    @Test
    void activationsThatDisagreeAreToldOfEachOtherAndOfTheProperty() throws Exception {
        server.activate(first);
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setMaxRecipients("7");
        spec.setKeyStorePassword("secret");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(second, spec))
                .withMessageContaining("(second)")
                .withMessageContaining("(first)")
                .withMessageContaining("maxRecipients (\"1000\" there, \"7\" here)")
                .withMessageContaining("keyStorePassword")
                .withMessageNotContaining("secret");
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void aSchemeOrAnOptionThatDiffersIsADisagreementToo() throws Exception {
        server.activate(first);
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(server.listen() + "?backlog=7");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(second, spec))
                .withMessageContaining("listen (scheme or options differ)");
    }

    @Test
    void tlsThatDiffersIsADisagreementToo() throws Exception {
        server.activate(first);
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(server.listen() + "?tls=never");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(second, spec))
                .withMessageContaining("listen (scheme or options differ)");
    }

    @Test
    void aPortInUseIsNamedWithWhatToDo() throws Exception {
        try (ServerSocket inUse = new ServerSocket(server.port, 1, Ip.of("127.0.0.1"))) {
            assertThat(inUse.isBound()).isTrue();
            assertThatExceptionOfType(NotSupportedException.class)
                    .isThrownBy(() -> server.activate(first))
                    .withMessageContaining("(first) is refused: " + server.listen() + " cannot be opened: ")
                    .withMessageContaining("in use")
                    .withMessageContaining("Choose another address or port in listen");
        }
        assertThat(log.lines("POSTERN-1011")).isEmpty();

        server.activate(first);
        assertThat(server.send("x\r\n")).startsWith("250");
    }

    @Test
    void anActivationThatGetsOneAddressButNotTheOtherKeepsNone() throws Exception {
        int taken = FreePort.on("127.0.0.1");
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(server.listen() + ", smtp://127.0.0.1:" + taken);
        try (ServerSocket inUse = new ServerSocket(taken, 1, Ip.of("127.0.0.1"))) {
            assertThat(inUse.isBound()).isTrue();
            assertThatExceptionOfType(NotSupportedException.class).isThrownBy(() -> server.activate(first, spec));
        }

        assertThat(RunningServer.isFree(server.port)).isTrue();
        server.activate(second);
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(first.received()).isEmpty();
    }

    @Test
    void anActivationThatIsRefusedLeavesASharedAddressToItsOwner() throws Exception {
        server.activate(first);
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(server.listen() + ", smtp://192.0.2.1:25");

        assertThatExceptionOfType(NotSupportedException.class).isThrownBy(() -> server.activate(second, spec));

        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(first.received()).hasSize(1);
    }
}
