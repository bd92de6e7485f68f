package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.resource.NotSupportedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.FreePort;

/** Two beans of one class, which a delivery log cannot tell apart. */
@Timeout(30)
class SharedLogTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final String elsewhere = "127.0.0.1:" + FreePort.on("127.0.0.1");

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
    void thatMayGetTheSameMessageAsCopiesAreRefused() throws Exception {
        SmtpActivationSpec spec = spec(server.listen(), "*");
        spec.setOverlap("copy");
        server.activate(server.bean("first"), spec);
        SmtpActivationSpec other = spec(server.listen(), "*");
        other.setOverlap("copy");

        assertRefused(other);
    }

    /** The port is no part of what makes a message the same one, nor is the protocol. */
    @ParameterizedTest
    @ValueSource(strings = {"smtp://", "lmtp://"})
    void thatMayGetTheSameMessageAtTwoAddressesAreRefused(String scheme) throws Exception {
        server.activate(server.bean("first"), spec(server.listen(), "*@example.org"));

        assertRefused(spec(scheme + elsewhere, "*"));
    }

    @Test
    void thatGetOtherMessagesAreNot() throws Exception {
        server.activate(server.bean("first"), spec(server.listen(), "*@example.org"));
        SmtpActivationSpec withAnotherLog = spec("smtp://127.0.0.1:" + FreePort.on("127.0.0.1"), "*");
        withAnotherLog.setDeliveryLog("jdbc/other");

        assertAccepted(spec("smtp://" + elsewhere, "*@example.com"));
        assertAccepted(withAnotherLog);
    }

    @Test
    void ofWhichOneIsGoneAreNot() throws Exception {
        FakeBean first = server.bean("first");
        SmtpActivationSpec spec = server.activate(first, spec(server.listen(), "*"));
        server.adapter.endpointDeactivation(first, spec);

        assertAccepted(spec("smtp://" + elsewhere, "*"));
    }

    private void assertRefused(SmtpActivationSpec spec) {
        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(server.bean("second"), spec))
                .withMessageContaining("smtp://127.0.0.1:" + server.port + " is open for ")
                .withMessageContaining("both have the same name in the same delivery log");
    }

    private void assertAccepted(SmtpActivationSpec spec) {
        assertThatCode(() -> server.activate(server.bean("second"), spec)).doesNotThrowAnyException();
    }

    private static SmtpActivationSpec spec(String listen, String recipients) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(listen);
        spec.setRecipients(recipients);
        spec.setDeliveryLog("jdbc/mail");
        return spec;
    }
}
