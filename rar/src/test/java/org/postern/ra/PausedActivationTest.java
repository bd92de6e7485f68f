package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.InternalThreadLocalMap;
import jakarta.resource.NotSupportedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.Peer;

/** An administrator pauses a bean. */
@Timeout(30)
class PausedActivationTest {
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
    void theBeanShowsWhatItIs() throws Exception {
        SmtpActivationSpec spec = server.activate(first, spec("*@first.example"));

        ManagedBean activation = ManagedBean.activation("first");
        assertThat(activation.text("State")).isEqualTo("RUNNING");
        assertThat(activation.text("Recipients")).isEqualTo("*@first.example");
        assertThat((String[]) activation.get("Listen")).containsExactly(server.listen());
        assertThat(activation.get("RunningDeliveries")).isEqualTo(0);
        assertThat((String[]) ManagedBean.acceptor(server.port).get("Activations"))
                .containsExactly(activation.text("Name"));

        server.adapter.endpointDeactivation(first, spec);
        assertThat(ManagedBean.all("Activation", "bean=*")).doesNotContain(activation);
    }

    @Test
    void anAddressWhoseActivationsAreAllPausedIsPausedUntilOneIsResumed() throws Exception {
        activateBoth();
        ManagedBean acceptor = ManagedBean.acceptor(server.port);
        ManagedBean.activation("first").pause();
        assertThat(acceptor.text("State")).isEqualTo("OPEN");

        ManagedBean.activation("second").pause();

        assertThat(acceptor.text("State")).isEqualTo("PAUSED");
        assertThat(acceptor.text("Reason")).isEqualTo("all of its activations are paused");
        assertThat(whatIsHeard()).startsWith("421 4.3.2");
        acceptor.resume();
        assertThat(whatIsHeard()).startsWith("421 4.3.2");

        ManagedBean.activation("second").resume();
        assertThat(deliver("a@second.example")).startsWith("250");
        assertThat(log.lines("POSTERN-1018")).hasSize(2).allSatisfy(line -> assertThat(line)
                .contains("paused by an administrator or the application"));
        assertThat(log.lines("POSTERN-1019")).hasSize(1);
    }

    @Test
    void whatAnAdministratorHasPausedStaysSoWhenAnActivationIsResumed() throws Exception {
        server.activate(first);
        ManagedBean.acceptor(server.port).pause();

        ManagedBean.activation("first").pause();
        ManagedBean.activation("first").resume();

        assertThat(whatIsHeard()).startsWith("421 4.3.2");
    }

    @Test
    void onASharedAddressItsRecipientsAreRefusedForNow() throws Exception {
        activateBoth();
        ManagedBean.activation("first").pause();

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("RCPT TO:<a@first.example>")).startsWith("450 4.2.1");
            assertThat(peer.ask("RCPT TO:<a@third.example>")).startsWith("550 5.1.1");
            assertThat(peer.ask("RCPT TO:<a@second.example>")).startsWith("250");
            peer.ask("DATA");
            assertThat(peer.ask(".")).startsWith("250");
        }
        assertThat(second.received()).hasSize(1);
    }

    /** Else it would miss the copy for good. */
    @Test
    void ofBeansThatShareNoneGetsWhatOneCannotHaveNow() throws Exception {
        server.activate(first, sharing());
        server.activate(second, sharing());
        ManagedBean.activation("first").pause();

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("RCPT TO:<a@example.org>")).startsWith("450 4.2.1");
        }
    }

    @Test
    void whatWasAcceptedBeforeThePauseIsRefusedForNowAtItsEnd() throws Exception {
        activateBoth();
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<a@first.example>");
            peer.ask("DATA");

            ManagedBean.activation("first").pause();

            assertThat(peer.ask(".")).startsWith("451 4.3.2");
            ManagedBean.activation("first").resume();
        }
        assertThat(first.received()).isEmpty();
        assertThat(log.lines("POSTERN-2008")).singleElement().asString().contains("is paused");
        assertThat(deliver("a@first.example")).startsWith("250");
    }

    @Test
    void whatWaitsIsAnsweredAndWhatIsUnderWayEndsAsItWould() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        first.doing(mail -> {
            delivering.countDown();
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
        });
        SmtpActivationSpec one = spec("*@first.example");
        one.setMaxConcurrentDeliveries("1");
        server.activate(first, one);
        server.activate(second, spec("*@second.example"));
        ManagedBean activation = ManagedBean.activation("first");
        try (Peer underWay = sent("first")) {
            assertThat(delivering.await(10, TimeUnit.SECONDS)).isTrue();
            try (Peer waiting = sent("first")) {
                await().until(() -> activation.get("WaitingDeliveries").equals(1));
                assertThat(activation.get("RunningDeliveries")).isEqualTo(1);

                activation.pause();

                assertThat(waiting.reply()).startsWith("451 4.3.2");
                assertThat(activation.get("WaitingDeliveries")).isEqualTo(0);
            }
            goOn.countDown();
            assertThat(underWay.reply()).startsWith("250");
            assertThat(underWay.ask("NOOP")).startsWith("250");
        }
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void aBeanMayBeginPaused() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setInitialState("paused");
        server.activate(first, spec);

        assertThat(whatIsHeard()).startsWith("421 4.3.2");
        assertThat(log.lines("POSTERN-1018")).singleElement().asString().contains("paused by initialState");

        ManagedBean.activation("first").resume();
        assertThat(server.send("x\r\n")).startsWith("250");
    }

    @Test
    void anAddressOfABeanThatBeginsPausedNeedNotBeOpened() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setInitialState("paused");
        spec.setWhenPaused("closed");
        server.activate(first, spec);

        assertThat(RunningServer.isFree(server.port)).isTrue();
        assertThat(log.lines("POSTERN-1011")).isEmpty();

        ManagedBean.activation("first").resume();
        assertThat(server.send("x\r\n")).startsWith("250");
    }

    @Test
    void oneThatComesRunningOpensAnAddressOfPausedOnes() throws Exception {
        SmtpActivationSpec paused = spec("*@first.example");
        paused.setInitialState("paused");
        server.activate(first, paused);
        SmtpActivationSpec running = server.activate(second, spec("*@second.example"));

        assertThat(deliver("a@second.example")).startsWith("250");

        server.adapter.endpointDeactivation(second, running);
        assertThat(whatIsHeard()).startsWith("421 4.3.2");
    }

    @Test
    void thoseThatShareAnAddressMustAgreeOnWhatAPausedOneIsLike() throws Exception {
        server.activate(first, spec("*@first.example"));
        SmtpActivationSpec other = spec("*@second.example");
        other.setWhenPaused("closed");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(second, other))
                .withMessageContaining("whenPaused (\"421\" there, \"closed\" here)");
    }

    @Test
    void wordsThatMeanNothingAreRefused() {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setInitialState("off");
        spec.setWhenPaused("550");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(first, spec))
                .withMessageContaining("initialState=\"off\": write paused or running")
                .withMessageContaining("whenPaused=\"550\": write 421 or closed");
    }

    /** Threads of consoles outlive the adapter. */
    @Test
    void nothingStaysInTheThreadThatPaused() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setWhenPaused("closed");
        server.activate(first, spec);

        ManagedBean.activation("first").pause();
        assertThat(InternalThreadLocalMap.getIfSet()).isNull();
        ManagedBean.activation("first").resume();
        assertThat(InternalThreadLocalMap.getIfSet()).isNull();
    }

    private void activateBoth() throws Exception {
        server.activate(first, spec("*@first.example"));
        server.activate(second, spec("*@second.example"));
    }

    private static SmtpActivationSpec spec(String recipients) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(recipients);
        return spec;
    }

    private static SmtpActivationSpec sharing() {
        SmtpActivationSpec spec = spec("*");
        spec.setOverlap("copy");
        return spec;
    }

    private Peer sent(String recipient) throws Exception {
        Peer peer = Peer.greeted("127.0.0.1", server.port);
        peer.ask("MAIL FROM:<a@example.org>");
        peer.ask("RCPT TO:<a@" + recipient + ".example>");
        peer.ask("DATA");
        peer.send("x\r\n.\r\n");
        return peer;
    }

    private String deliver(String recipient) throws Exception {
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<" + recipient + ">");
            peer.ask("DATA");
            return peer.ask(".");
        }
    }

    private String whatIsHeard() throws Exception {
        try (Peer peer = Peer.connect("127.0.0.1", server.port)) {
            return peer.rest();
        }
    }
}
