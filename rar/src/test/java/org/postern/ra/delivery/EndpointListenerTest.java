package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.transaction.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.api.MailEndpoint;
import org.postern.endpoint.OnMail;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.ManualWorkManager;
import org.postern.ra.Settings;
import org.postern.smtp.Envelope;
import org.postern.smtp.MailboxPatterns;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/** Beans whose methods say themselves which mail they take, in containers of each kind. */
class EndpointListenerTest {
    private final FakeTransactions transactions = new FakeTransactions();
    private final LogLines log = new LogLines();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @ParameterizedTest
    @EnumSource(FakeEndpoints.Kind.class)
    void theMethodForTheRecipientIsCalledInItsOwnTransaction(FakeEndpoints.Kind kind) {
        FakeEndpoints desk = desk(kind);

        assertThat(deliver(desk, "orders+4711@example.org", "hello\r\n"))
                .isEqualTo("250 2.0.0 OK, message m-1 accepted: Order 4711\r\n");
        assertThat(desk.steps).containsExactly("before order", "call order", "after", "release");
        assertThat(desk.bean.calls).containsExactly("order 4711");
        assertThat(transactions.outcomes()).containsExactly(Status.STATUS_COMMITTED);
    }

    @ParameterizedTest
    @EnumSource(FakeEndpoints.Kind.class)
    void aRejectionIsTheReplyAndRollsBack(FakeEndpoints.Kind kind) {
        FakeEndpoints desk = desk(kind);

        assertThat(deliver(desk, "orders+1@example.org", "hello\r\n")).isEqualTo("550 5.7.1 Order 1 is closed\r\n");
        assertThat(transactions.outcomes()).containsExactly(Status.STATUS_ROLLEDBACK);
    }

    @ParameterizedTest
    @EnumSource(FakeEndpoints.Kind.class)
    void itsAttributeDecidesAboutTheTransaction(FakeEndpoints.Kind kind) {
        FakeEndpoints desk = desk(kind);

        assertThat(deliver(desk, "info@example.org", "Subject: x\r\n\r\n"))
                .isEqualTo("250 2.0.0 OK, message m-1 accepted\r\n");
        assertThat(desk.bean.calls).containsExactly("info");
        assertThat(transactions.outcomes()).isEmpty();
    }

    @Test
    void whatNoMethodTakesIsRefusedAndTheContainerIsNotAsked() {
        FakeEndpoints desk = desk(FakeEndpoints.Kind.SUBCLASS);

        assertThat(deliver(desk, "info@example.org", "X-None: x\r\n\r\n"))
                .isEqualTo("550 5.6.0 Nothing here takes a message like this\r\n");
        assertThat(desk.steps).isEmpty();
        assertThat(log.lines("POSTERN-2002")).hasSize(1);
    }

    @Test
    void aContentThatCannotBeReadIsTriedAgain() throws Exception {
        FakeEndpoints desk = desk(FakeEndpoints.Kind.SUBCLASS);
        ReceivedMessage message = message("info@example.org", "Subject: x\r\n\r\n");
        message.content().close();

        assertThat(deliver(desk, message)).startsWith("451 4.3.0 ");
        assertThat(desk.steps).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "orders+7@example.org, ''",
        "orders+0@example.org, 550 5.1.1 There is no order 0",
        "info@example.org, ''",
        "orders+x@example.org, 550 5.1.1 No such mailbox here",
        "nobody@example.org, 550 5.1.1 No such mailbox here",
    })
    void recipientsAreDecidedAboutByTheirMethod(String address, String refusal) {
        for (FakeEndpoints.Kind kind : FakeEndpoints.Kind.values()) {
            FakeEndpoints desk = desk(kind);
            assertThat(ask(desk, address)).isEqualTo(refusal);
            assertThat(desk.steps)
                    .isEqualTo(
                            desk.bean.calls.isEmpty()
                                    ? List.of()
                                    : List.of("before exists", "call exists", "after", "release"));
        }
    }

    /** Else a bean that works on a large message would keep the recipients of others waiting, until they are refused. */
    @ParameterizedTest
    @CsvSource({"info@example.org, ''", "orders+x@example.org, 550 5.1.1 No such mailbox here"})
    void whatNoMethodIsAskedAboutWaitsForNoInstance(String address, String refusal) {
        ManualWorkManager threads = new ManualWorkManager();

        CompletableFuture<Optional<Reply>> answer = ask(desk(FakeEndpoints.Kind.SUBCLASS), address, threads);

        assertThat(answer).isDone();
        assertThat(text(answer)).isEqualTo(refusal);
        assertThat(threads.given()).isEmpty();
    }

    @Test
    void whatTheBeanSaysCountsAndNotThatItsTransactionFails() {
        assertThat(ask(desk(FakeEndpoints.Kind.SUBCLASS).failingAtTheEnd(), "orders+0@example.org"))
                .isEqualTo("550 5.1.1 There is no order 0");
        assertThat(ask(desk(FakeEndpoints.Kind.SUBCLASS).failingAtTheEnd(), "orders+7@example.org"))
                .startsWith("451 4.3.0 ");
    }

    /** What may take seconds of a large message is not done again for each time that the pool is looked at. */
    @Test
    void theMethodIsLookedForOnceHoweverOftenThereIsNoInstance() throws Exception {
        FakeEndpoints desk = desk(FakeEndpoints.Kind.SUBCLASS).withoutInstance();
        ReceivedMessage message = message("info@example.org", "Subject: x\r\n\r\n");
        Delivery delivery = delivery(activation(desk), message);
        assertThat(delivery.deliver()).isEmpty();
        assertThat(delivery.deliver()).isEmpty();
        message.content().close(); // Reading it again would fail.

        desk.withInstance();

        assertThat(delivery.deliver().orElseThrow().toString()).isEqualTo("250 2.0.0 OK, message m-1 accepted\r\n");
        assertThat(desk.steps).containsExactly("before info", "call info", "after", "release");
    }

    /** A detail is that of one recipient. */
    @Test
    void itTakesRecipientsApart() {
        assertThat(activation(desk(FakeEndpoints.Kind.SUBCLASS)).takesRecipientsApart())
                .isTrue();
    }

    /** Some containers know one spec for all listener types. */
    @Test
    void itsClassTellsWhatItIs() {
        Activation activation = new Activation(desk(FakeEndpoints.Kind.SUBCLASS), Settings.endpoint());

        assertThat(activation.takesRecipientsApart()).isTrue();
    }

    /** Each has one mistake that the annotations do not show. */
    @SuppressWarnings("unused")
    public static class Wrong implements MailEndpoint {
        @OnMail(to = "a@example.org")
        @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
        public void ofItsOwn() {}

        @OnMail(to = "b@example.org")
        public void right() {}
    }

    /** As a container that cannot subclass it. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public static final class Final implements MailEndpoint {
        @OnMail
        public void take() {}
    }

    /** As one that only its own package can make. */
    static class Hidden implements MailEndpoint {
        @OnMail
        public void take() {}
    }

    /** Something is wrong with its annotations. */
    public static class Silent implements MailEndpoint {}

    @Test
    void whatContainersCannotCallIsRefusedWithAllThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activation(of(Wrong.class)))
                .withMessage("ofItsOwn(): a message-driven bean has REQUIRED or NOT_SUPPORTED, and not REQUIRES_NEW");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activation(of(Final.class)))
                .withMessage("its class must be public and not final\n"
                        + "take(): a message-driven bean has REQUIRED or NOT_SUPPORTED, and not MANDATORY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activation(of(Hidden.class)))
                .withMessage("its class must be public and not final");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activation(of(Silent.class)))
                .withMessageContaining("no method takes mail");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointListener.of(of(Wrong.class), null))
                .withMessageContaining("does not tell the bean's class");
    }

    @Test
    void aMethodThatTheContainerCannotCallIsNamed() {
        FakeEndpoints other = new FakeEndpoints(transactions, FakeEndpoints.Kind.SUBCLASS, Object.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointListener.of(other, EndpointDesk.class))
                .withMessageContaining("info(): the container cannot call it on " + EndpointDesk.class.getName());
    }

    @Test
    void anEndpointOfAnotherInterfaceIsNamed() throws Exception {
        FakeEndpoints desk = desk(FakeEndpoints.Kind.SUBCLASS);
        Activation activation = new Activation(
                new ForwardingFactory(desk),
                Settings.endpoint(),
                MailEndpoint.class,
                Optional.empty(),
                new DeliveryCounters(),
                1,
                (bean, inTable) -> Optional.empty());
        InboundMessage mail = new InboundMessage(
                message("orders+4711@example.org", "hello\r\n"), MailboxPatterns.parse("*", word -> {}), () -> false);
        BeanCall call = activation.listener().call(mail);

        assertThatIllegalStateException()
                .isThrownBy(() -> call.on(activation.createEndpoint()))
                .withMessageContaining("for another listener interface");
        assertThat(deliver(activation, message("orders+4711@example.org", "hello\r\n")))
                .startsWith("451 4.3.0 ");
    }

    private String ask(FakeEndpoints desk, String address) {
        ManualWorkManager threads = new ManualWorkManager();
        CompletableFuture<Optional<Reply>> answer = ask(desk, address, threads);
        while (!threads.given().isEmpty()) {
            threads.runNext();
        }
        return text(answer);
    }

    private CompletableFuture<Optional<Reply>> ask(FakeEndpoints desk, String address, ManualWorkManager threads) {
        ManualClock time = new ManualClock();
        return new RecipientChecks(
                        Settings.lanes(threads, time),
                        transactions.ofThreads(),
                        time,
                        new DeliveryMessages(Settings.log()))
                .ask(activation(desk), ReceivedMessages.transaction(), new Recipient(address, Map.of()));
    }

    private static String text(CompletableFuture<Optional<Reply>> answer) {
        return answer.join().map(Reply::toString).orElse("").strip();
    }

    private FakeEndpoints desk(FakeEndpoints.Kind kind) {
        return new FakeEndpoints(transactions, kind, EndpointDesk.class);
    }

    private FakeEndpoints of(Class<?> bean) {
        return new FakeEndpoints(transactions, FakeEndpoints.Kind.SUBCLASS, bean);
    }

    private static Activation activation(FakeEndpoints desk) {
        return new Activation(
                desk,
                Settings.endpoint(),
                MailEndpoint.class,
                Optional.empty(),
                new DeliveryCounters(),
                1,
                (bean, inTable) -> Optional.empty());
    }

    private String deliver(FakeEndpoints desk, String address, String content) {
        return deliver(desk, message(address, content));
    }

    private String deliver(FakeEndpoints desk, ReceivedMessage message) {
        return deliver(activation(desk), message);
    }

    private String deliver(Activation activation, ReceivedMessage message) {
        return delivery(activation, message).deliver().orElseThrow().toString();
    }

    private Delivery delivery(Activation activation, ReceivedMessage message) {
        return new Delivery(message, activation, transactions.ofThreads(), new DeliveryMessages(Settings.log()));
    }

    private static ReceivedMessage message(String address, String content) {
        ReceivedMessage any = ReceivedMessages.message("m-1", content);
        Envelope envelope =
                new Envelope(Optional.of("a@example.org"), Map.of(), List.of(new Recipient(address, Map.of())));
        return new ReceivedMessage(
                any.id(), envelope, any.content(), any.traceFields(), any.receivedAt(), any.session());
    }
}
