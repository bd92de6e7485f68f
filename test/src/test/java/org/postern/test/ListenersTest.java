package org.postern.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.postern.test.SenderReplyAssert.assertThat;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.api.MailEndpoint;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;
import org.postern.endpoint.OnMail;
import org.postern.test.Behaviours.Careful;
import org.postern.test.Behaviours.Desk;
import org.postern.test.Behaviours.Tickets;
import org.postern.test.container.DeliveryEnd;

/** Each kind of listener is called as in a server, and who brings the mail is what the test says. */
class ListenersTest {
    private static final TestMessage MAIL = TestMessage.from("ann@example.org");

    @Test
    void aTextForTheSenderIsHeardAfterTheCommit() {
        try (TestContainer container = TestContainer.of(new Tickets())) {
            assertThat(container.deliver(MAIL.to("tickets+4711@shop.example.com")))
                    .isAccepted()
                    .hasTextContaining("accepted: Ticket 4711");
        }
    }

    @Test
    void theActivationOfABeanSaysWhichRecipientsItTakes() {
        try (TestContainer container = TestContainer.of(new Tickets())) {
            SenderReply reply = container.deliver(MAIL.to("tickets+1@shop.example.com", "other@shop.example.com"));

            assertThat(reply).isAccepted();
            assertThat(reply)
                    .forRecipient("other@shop.example.com")
                    .isRejected()
                    .hasEnhancedCode("5.1.1");
            assertThat(reply).forRecipient("tickets+1@shop.example.com").isAccepted();
            assertThat(container.deliver(MAIL.to("other@shop.example.com")))
                    .isRejected()
                    .hasCode(550);
        }
    }

    @Test
    void aBeanIsAskedAboutRecipients() {
        try (TestContainer container = TestContainer.of(new Careful())) {
            assertThat(container.deliver(MAIL.to("unknown@shop.example.com")))
                    .isRejected()
                    .hasText("There is no such customer");
            assertThat(container.ends()).isEmpty();
        }
    }

    @Test
    void theCallerIsTheUserWithItsRoles() {
        try (TestContainer container = TestContainer.of(new Careful()).user("dora", "secret", "clerk")) {
            assertThat(container.deliver(MAIL.user("ann", "clerk"))).hasText("ann ann clerk true");
            assertThat(container.deliver(MAIL.user("bob"))).hasText("bob bob clerk false");
            assertThat(container.deliver(MAIL)).hasText("ANONYMOUS - clerk false");
            assertThat(container.deliver(MAIL.user("ann"))).hasText("ann ann clerk false");
            assertThat(container.deliver(MAIL.user("dora"))).hasText("dora dora clerk true");
        }
    }

    @Test
    void methodsSayWhichMailTheyTake() {
        try (TestContainer container = TestContainer.of(new Desk("Main Street"))) {
            assertThat(container.deliver(MAIL.to("orders+12@shop.example.com")))
                    .isAccepted()
                    .hasTextContaining("Order 12 at Main Street");
            assertThat(container.deliver(MAIL.to("closed@shop.example.com")))
                    .isRejected()
                    .hasText("Closed");
            assertThat(container.deliver(MAIL.to("rollback@shop.example.com"))).isDeferred();
            assertThat(container.deliver(MAIL.to("checked@shop.example.com"))).isDeferred();
            assertThat(container.ends())
                    .containsExactly(DeliveryEnd.COMMITTED, DeliveryEnd.ROLLED_BACK, DeliveryEnd.ROLLED_BACK);
        }
    }

    @Test
    void aRoleThatTheUserLacksIsARefusalForGood() {
        try (TestContainer container = TestContainer.of(new Desk())) {
            TestMessage mail = MAIL.to("clerks@shop.example.com");

            assertThat(container.deliver(mail.user("ann", "clerk"))).isAccepted();
            assertThat(container.deliver(mail.user("bob")))
                    .isRejected()
                    .hasCode(550)
                    .hasEnhancedCode("5.7.1");
            assertThat(container.deliver(mail)).isDeferred();
        }
    }

    @Test
    void theBeanSeesWhatTheTestSaysOfTheClient() throws Exception {
        AtomicReference<MailSession> seen = new AtomicReference<>();
        try (TestContainer container = TestContainer.of((MailListener) message -> seen.set(message.session()))) {
            assertThat(container.deliver(
                            MAIL.peer("192.0.2.99").helo("mx.example.net").tls()))
                    .isAccepted();
            MailSession session = seen.get();

            assertThat(session.peer().getAddress().getHostAddress()).isEqualTo("192.0.2.99");
            assertThat(session.heloName()).isEqualTo("mx.example.net");
            assertThat(session.tls())
                    .hasValueSatisfying(tls -> assertThat(tls.version()).isEqualTo("TLSv1.3"));
            assertThat(session.protocol()).isEqualTo("ESMTPS");

            assertThat(container.deliver(MAIL.peer("2001:db8::9"))).isAccepted();
            assertThat(seen.get().peer().getAddress().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:9");
            assertThat(seen.get().tls()).isEmpty();

            assertThat(container.deliver(MAIL.tls("mx.example.com"))).isAccepted();
            assertThat(seen.get().tls()).hasValueSatisfying(tls -> assertThat(tls.serverNameIndication())
                    .hasValue("mx.example.com"));
        }
    }

    @Test
    void severalBeansShareTheAddress() {
        try (TestContainer container =
                TestContainer.of(new Tickets(), new Desk()).property("recipients", "orders+*@shop.example.com")) {
            assertThat(container.deliver(MAIL.to("tickets+1@shop.example.com"))).hasTextContaining("Ticket 1");
            assertThat(container.deliver(MAIL.to("orders+2@shop.example.com"))).hasTextContaining("Order 2");
        }
    }

    @Test
    void whatIsWrongWithAPropertyIsSaid() {
        try (TestContainer container = TestContainer.of(new Tickets()).property("maxHops", "many")) {
            assertThatIllegalStateException().isThrownBy(container::start).withMessageContaining("maxHops");
        }
        try (TestContainer container = TestContainer.of(new Tickets()).property("maxHop", "100")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(container::start)
                    .withMessage("There is no property \"maxHop\" of SmtpResourceAdapter");
        }
    }

    /** Payara says so when it deploys the bean. */
    @MessageDriven
    public static class New implements MailListener {
        @Override
        @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
        public void onMessage(MailMessage message) {}
    }

    /** Its interface is that of the class above. */
    public static class Inheriting extends Tickets {}

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(new New(), "has REQUIRED or NOT_SUPPORTED, and not REQUIRES_NEW"),
                Arguments.of(new Inheriting(), "let the class itself implement ReplyingMailListener"),
                Arguments.of("a text", "java.lang.String is no bean for mail"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatServersRefuseIsRefusedAtTheStart(Object bean, String reason) {
        try (TestContainer container = TestContainer.of(bean)) {
            assertThatIllegalArgumentException().isThrownBy(container::start).withMessageContaining(reason);
        }
    }

    /** What it may ask its container for depends on whose its transactions are. */
    @MessageDriven
    public static class Asking implements MailListener {
        @Resource
        MessageDrivenContext context;

        @Resource
        UserTransaction own;

        boolean isMade;

        @PostConstruct
        void make() {
            isMade = context != null;
        }

        @Override
        public void onMessage(MailMessage message) {
            context.getUserTransaction();
        }
    }

    /** The same with transactions of its own. */
    @MessageDriven
    @TransactionManagement(TransactionManagementType.BEAN)
    public static class AskingWithOwn extends Asking implements MailListener {
        @Override
        public void onMessage(MailMessage message) {
            context.setRollbackOnly();
        }
    }

    @Test
    void aBeanIsToldWhatDoesNotBelongToItsTransactions() {
        Asking bean = new Asking();
        AskingWithOwn other = new AskingWithOwn();
        try (TestContainer container = TestContainer.of(bean);
                TestContainer ofOther = TestContainer.of(other)) {
            assertThat(container.deliver(MAIL)).isDeferred();
            assertThat(ofOther.deliver(MAIL)).isDeferred();
        }
        assertThat(bean.isMade).isTrue();
        assertThat(bean.own).isNull();
        assertThat(other.own).isNotNull();
    }

    /** A bean of a static field, say, in one container after the other. */
    @Test
    void aBeanHasWhatItsPresentContainerGives() {
        Careful bean = new Careful();
        TestContainer.of(bean).start().close();
        try (TestContainer container = TestContainer.of(bean)) {
            assertThat(container.deliver(MAIL.user("ann", "clerk"))).hasText("ann ann clerk true");
        }
    }

    @Test
    void aFailingCommitIsThatOfTheMessageAndNotOfAQuestionBeforeIt() {
        try (TestContainer container = TestContainer.of(new Desk())) {
            container.failCommits(1);

            SenderReply reply = container.deliver(MAIL.to("orders+1@shop.example.com"));

            assertThat(reply).forRecipient("orders+1@shop.example.com").isAccepted();
            assertThat(reply).isDeferred();
            assertThat(container.ends()).containsExactly(DeliveryEnd.ROLLED_BACK);
        }
    }

    @Test
    void whereToListenIsTheContainersToSay() {
        try (TestContainer container = TestContainer.of(new Tickets())) {
            assertThatIllegalArgumentException().isThrownBy(() -> container.property("listen", "smtp://127.0.0.1:25"));
        }
    }

    @Test
    void whatCouldBeAnyOfTwoIsNotGuessed() {
        try (TestContainer container =
                TestContainer.of(new Behaviours.Managed()).injecting(stub()).injecting(stub())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(container::start)
                    .withMessageContaining("could have any of");
        }
    }

    private static DataSource stub() {
        return (DataSource) Proxy.newProxyInstance(
                ListenersTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> "");
    }

    /** Its only constructor has parameters. */
    public static class WithoutPlainConstructor implements MailEndpoint {
        final String shop;

        public WithoutPlainConstructor(String shop) {
            this.shop = shop;
        }

        @OnMail(to = "a@example.com")
        public void any() {}
    }

    @Test
    void aBeanThatNoContainerCouldMakeIsRefusedWithAReason() {
        try (TestContainer container = TestContainer.of(new WithoutPlainConstructor("x"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(container::start)
                    .withMessageContaining("needs a public constructor without parameters");
        }
    }

    @Test
    void aContainerWithoutBeansAndAClosedOneSaySo() {
        TestContainer container = new TestContainer();
        assertThatIllegalStateException().isThrownBy(container::start).withMessage("The container has no bean");
        container.bean(new Tickets()).start();
        assertThatIllegalStateException()
                .isThrownBy(() -> container.property("maxHops", "100"))
                .withMessage("The container has started already");
        assertThatIllegalStateException().isThrownBy(container::tlsAddress).withMessageContaining("has no TLS");
        container.close();
        container.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> container.deliver(MAIL))
                .withMessage("The container is closed");
    }

    @Test
    void aFailedAssertionShowsTheReply() {
        try (TestContainer container = TestContainer.of(new Tickets())) {
            SenderReply reply = container.deliver(MAIL.to("other@shop.example.com"));

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(reply).isAccepted())
                    .withMessageContaining("550 5.1.1")
                    .withMessageContaining("to be accepted");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(reply).forRecipient("never@example.com"))
                    .withMessageContaining("other@shop.example.com");
        }
    }

    @Test
    void theMessageIsTheAdaptersOwn() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        MailListener listener = message -> seen.set(message.id());
        TestMessage mail = MAIL.subject("Gr\u00fc\u00dfe").text("h\u00f6flich");
        AtomicReference<String> key = new AtomicReference<>();
        AtomicReference<byte[]> octets = new AtomicReference<>();
        MailListener reading = message -> read(message, key, octets);
        try (TestContainer container = TestContainer.of(listener);
                TestContainer other = TestContainer.of(reading)) {
            SenderReply reply = container.deliver(mail);
            assertThat(reply).hasText("OK, message " + seen.get() + " accepted");
            assertThat(reply.messageId()).hasValue(seen.get());
            assertThat(other.deliver(mail)).isAccepted();
        }
        assertThat(octets.get()).isEqualTo(mail.octets());
        assertThat(key).hasValue(mail.deliveryKey());
    }

    private static void read(MailMessage message, AtomicReference<String> key, AtomicReference<byte[]> octets) {
        try {
            key.set(message.deliveryKey());
            octets.set(message.openStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
