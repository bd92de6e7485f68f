package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailInflow;
import org.postern.net.FreePort;
import org.postern.net.Peer;

/** What an application pauses. */
@Timeout(60)
class MailInflowTest {
    private static final String BEAN = FakeBean.class.getName();
    private static final String FIRST = BEAN + " (first)";
    private static final String SECOND = BEAN + " (second)";

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final int otherPort = FreePort.on("127.0.0.1");
    private final FakeBean first = server.bean("first");
    private final FakeBean second = server.bean("second");
    private final MailInflow inflow = new MailInflow();

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
    void pausesAndResumesAll() throws Exception {
        activateBoth();
        assertThat(inflow.isPaused()).isFalse();

        inflow.pause();

        assertThat(inflow.isPaused()).isTrue();
        assertThat(greeting(server.port)).startsWith("421 4.3.2");
        assertThat(greeting(otherPort)).startsWith("421 4.3.2");
        inflow.resume();
        assertThat(inflow.isPaused()).isFalse();
        assertThat(greeting(server.port)).startsWith("220");
        assertThat(greeting(otherPort)).startsWith("220");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:", "smtp://127.0.0.1:"})
    void pausesOneAddress(String before) throws Exception {
        activateBoth();

        inflow.pause(before + server.port);

        assertThat(inflow.isPaused(before + server.port)).isTrue();
        assertThat(inflow.isPaused(before + otherPort)).isFalse();
        assertThat(inflow.isPaused()).isFalse();
        assertThat(greeting(server.port)).startsWith("421");
        assertThat(greeting(otherPort)).startsWith("220");
        inflow.resume(before + server.port);
        assertThat(greeting(server.port)).startsWith("220");
    }

    @Test
    void anAddressInTheFileSystemIsNamedByItsPath(@org.junit.jupiter.api.io.TempDir java.nio.file.Path directory)
            throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen("lmtp://" + directory.resolve("socket"));
        server.activate(first, spec);

        inflow.pause(directory.resolve("socket").toString());

        assertThat(inflow.isPaused("lmtp://" + directory.resolve("socket"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'org.postern.ra.FakeBean (second)', false", "org.postern.ra.FakeBean, true"})
    void pausesABeanByWhatItIsCalled(String name, boolean both) throws Exception {
        activateBoth();

        inflow.pause(name);

        assertThat(inflow.isPaused(name)).isTrue();
        assertThat(inflow.isPaused(FIRST)).isEqualTo(both);
        assertThat(ManagedBean.activation("second").text("State")).isEqualTo("PAUSED");
        assertThat(ManagedBean.activation("first").text("State")).isEqualTo(both ? "PAUSED" : "RUNNING");
        assertThat(greeting(otherPort)).startsWith("421"); // The only bean there.
        assertThat(inflow.isPaused("127.0.0.1:" + otherPort)).isTrue();
        assertThat(log.lines("POSTERN-1018")).isNotEmpty().allSatisfy(line -> assertThat(line)
                .contains("paused by an administrator or the application"));

        inflow.resume(name);
        assertThat(greeting(otherPort)).startsWith("220");
    }

    @Test
    void ofSeveralOfANameAllMustBePausedToBePaused() throws Exception {
        activateBoth();
        inflow.pause(FIRST);

        assertThat(inflow.isPaused(BEAN)).isFalse();
    }

    @Test
    void resumingAllEndsNoPauseOfABean() throws Exception {
        activateBoth();
        inflow.pause(SECOND);

        inflow.resume();

        assertThat(inflow.isPaused(SECOND)).isTrue();
        assertThat(greeting(otherPort)).startsWith("421");
    }

    @Test
    void whatThereIsNotIsToldWithWhatThereIs() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inflow.pause("nothing"))
                .withMessageContaining("\"nothing\", but none at all");
        activateBoth();

        for (Consumer<String> call : List.<Consumer<String>>of(inflow::pause, inflow::resume, inflow::isPaused)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> call.accept("127.0.0.1:1"))
                    .withMessageContaining("\"127.0.0.1:1\"")
                    .withMessageContaining("smtp://127.0.0.1:" + server.port)
                    .withMessageContaining("smtp://127.0.0.1:" + otherPort)
                    .withMessageContaining(BEAN + " (first), " + BEAN + " (second)");
        }
        assertThat(inflow.names())
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("smtp://127.0.0.1:" + server.port, "smtp://127.0.0.1:" + otherPort)
                                        .sorted(),
                                Stream.of(FIRST, SECOND))
                        .toList());
    }

    @Test
    void withoutAnyAddressNothingIsPaused() {
        assertThat(inflow.isPaused()).isFalse();
        assertThat(inflow.names()).isEmpty();
        inflow.pause();
        inflow.resume();
    }

    /** Neither knows of the other. */
    @Test
    void anAdministratorSeesItAndCanEndIt() throws Exception {
        server.activate(first);
        inflow.pause();

        ManagedBean acceptor = ManagedBean.acceptor(server.port);
        assertThat(acceptor.text("State")).isEqualTo("PAUSED");
        assertThat(acceptor.text("Reason")).isEqualTo("an administrator or the application has paused it");

        acceptor.resume();
        assertThat(inflow.isPaused()).isFalse();
        acceptor.pause();
        assertThat(acceptor.text("Reason")).isEqualTo("an administrator or the application has paused it");
        assertThat(inflow.isPaused()).isTrue();
        inflow.resume();
        assertThat(acceptor.text("State")).isEqualTo("OPEN");
    }

    @ParameterizedTest
    @CsvSource({"421, all", "421, bean", "421, address", "closed, all", "closed, bean", "closed, address"})
    void aBeanCanPauseItselfInTheMiddleOfADelivery(String whenPaused, String what) throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setWhenPaused(whenPaused);
        server.activate(
                first.doing(message -> {
                    switch (what) {
                        case "all" -> inflow.pause();
                        case "bean" -> inflow.pause(FIRST);
                        default -> inflow.pause("127.0.0.1:" + server.port);
                    }
                }),
                spec);

        assertThat(server.send("x\r\n")).startsWith("250");

        assertThat(inflow.isPaused()).isTrue();
        assertThat(greeting(server.port)).startsWith(whenPaused.equals("421") ? "421" : "refused");
        first.doing(message -> {});
        inflow.resume(FIRST);
        inflow.resume();
        assertThat(server.send("x\r\n")).startsWith("250");
    }

    /** It is not part of the transaction. */
    @Test
    void aPauseStaysWhenTheTransactionIsRolledBack() throws Exception {
        server.activate(first.doing(message -> {
            inflow.pause();
            throw new IllegalStateException("the database is away");
        }));

        assertThat(server.send("x\r\n")).startsWith("451");

        assertThat(inflow.isPaused()).isTrue();
    }

    @Test
    void manyThatPauseAndResumeAtOnceDoNotWaitForEachOtherForEver() throws Exception {
        activateBoth();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicInteger turn = new AtomicInteger();
        List<Consumer<MailInflow>> calls = List.of(
                MailInflow::pause,
                MailInflow::resume,
                one -> one.pause(SECOND),
                one -> one.resume(SECOND),
                one -> one.pause("127.0.0.1:" + server.port),
                one -> one.resume("127.0.0.1:" + server.port),
                MailInflow::isPaused,
                MailInflow::names);
        List<Callable<Void>> all = IntStream.range(0, 400)
                .<Callable<Void>>mapToObj(i -> () -> {
                    calls.get(turn.getAndIncrement() % calls.size()).accept(inflow);
                    return null;
                })
                .toList();

        for (Future<Void> one : threads.invokeAll(all, 30, TimeUnit.SECONDS)) {
            one.get();
        }
        threads.shutdownNow();

        inflow.resume();
        inflow.resume(BEAN);
        assertThat(greeting(server.port)).startsWith("220");
        assertThat(greeting(otherPort)).startsWith("220");
    }

    /** Other than an object that a container hands out, it is not bound to one life of the adapter. */
    @Test
    void outlivesTheAdapter() throws Exception {
        activateBoth();
        server.adapter.stop();

        assertThat(inflow.names()).isEmpty();
        assertThat(inflow.isPaused()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inflow.pause(FIRST))
                .withMessageContaining("none at all");
        server.start();
        server.activate(first);
        inflow.pause(FIRST);
        assertThat(greeting(server.port)).startsWith("421");
    }

    @ParameterizedTest
    @CsvSource({"mine, true", "other, false"})
    void thatOfOneAdapterDoesNotTouchOthers(String adapter, boolean paused) throws Exception {
        server.adapter.setAdapterName("mine");
        server.adapter.stop();
        server.start();
        server.activate(first);
        MailInflow ofOne = new MailInflow(adapter);

        ofOne.pause();

        assertThat(ofOne.isPaused()).isEqualTo(paused);
        assertThat(inflow.isPaused()).isEqualTo(paused);
        assertThat(ofOne.names()).hasSize(paused ? 2 : 0);
    }

    @Test
    void anIpv6AddressIsNamedAsInListen() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen("smtp://[::1]:" + otherPort);
        server.activate(first, spec);

        inflow.pause("[::1]:" + otherPort);

        assertThat(inflow.isPaused("smtp://[::1]:" + otherPort)).isTrue();
    }

    private void activateBoth() throws Exception {
        server.activate(first);
        SmtpActivationSpec other = new SmtpActivationSpec();
        other.setListen("smtp://127.0.0.1:" + otherPort);
        server.activate(second, other);
    }

    private static String greeting(int port) throws IOException {
        List<String> heard = new ArrayList<>();
        try (Peer peer = Peer.connect("127.0.0.1", port)) {
            heard.add(peer.reply());
        } catch (ConnectException e) {
            heard.add("refused");
        }
        return heard.get(0);
    }
}
