package org.postern.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.postern.test.SenderReplyAssert.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.test.container.DeliveryEnd;

/** The conversation is real: with TLS, users, and senders whose connection breaks. */
class SendersTest {
    private static final TestMessage MAIL =
            TestMessage.from("ann@example.org").to("orders@shop.example.com").text("two, please\n.\n..\n");

    private final List<MailMessage> received = new CopyOnWriteArrayList<>();
    private final List<String> protocols = new CopyOnWriteArrayList<>();

    @RegisterExtension
    final PosternExtension postern =
            PosternExtension.of((MailListener) this::take).tls().user("ann", "correct horse", "clerk");

    private volatile boolean slow;

    private void take(MailMessage message) {
        if (slow) {
            Behaviours.wait(30);
        }
        received.add(message);
        protocols.add(message.session().protocol());
    }

    @BeforeEach
    void isRunning() {
        assertThat(postern.port()).isPositive();
    }

    @Test
    void startTlsIsOfferedWithTheCertificateOfTheTest() {
        assertThat(postern.sender().startTls(postern.container().clientTls()).send(MAIL))
                .isAccepted();
        assertThat(protocols).containsExactly("ESMTPS");
    }

    @Test
    void tlsFromTheFirstOctetHasAnAddressOfItsOwn() {
        assertThat(TestSender.to(postern.container().tlsAddress())
                        .implicitTls(postern.container().clientTls())
                        .send(MAIL))
                .isAccepted();
        assertThat(protocols).containsExactly("ESMTPS");
    }

    @Test
    void aUserAuthenticatesInTls() {
        TestSender sender = postern.sender().startTls(postern.container().clientTls());

        assertThat(sender.authenticated("ann", "correct horse").send(MAIL)).isAccepted();
        assertThat(sender.authenticated("ann", "guessed").send(MAIL))
                .isRejected()
                .hasCode(535);
        assertThat(postern.sender().authenticated("ann", "correct horse").send(MAIL))
                .isRejected()
                .hasCode(538);
        assertThat(protocols).containsExactly("ESMTPSA");
    }

    @Test
    void anyClientCanTalkToIt() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(postern.port()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom("ann@example.org");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("orders@shop.example.com"));
        message.setText("two, please");

        Transport.send(message);

        assertThat(received).hasSize(1);
    }

    @Test
    void aConnectionThatBreaksInTheContentBringsNothing() {
        postern.sender().breakOffInContent(MAIL);
        assertThat(postern.deliver(MAIL)).isAccepted();

        assertThat(received).hasSize(1);
    }

    @Test
    void aMessageWhoseReplyWasNotHeardIsTakenOnce() {
        postern.sender().leaveBeforeReply(MAIL);
        assertThat(postern.container().awaitEnds(1)).containsExactly(DeliveryEnd.COMMITTED);

        assertThat(postern.deliver(MAIL)).isAccepted();

        assertThat(received).hasSize(1);
    }

    @RepeatedTest(5)
    void aSlowBeanIsCalledOnceForASenderThatTriesAgainAlsoInTls() {
        slow = true;
        TestSender inTls = postern.sender().startTls(postern.container().clientTls());

        assertThat(postern.sender().sendAgainUnheard(MAIL)).isAccepted();
        assertThat(inTls.sendAgainUnheard(MAIL.subject("another"))).isAccepted();

        assertThat(received).hasSize(2);
    }

    @Test
    void aSenderThatIsRefusedBeforeTheContentCannotBreakOffInIt() {
        TestSender stranger =
                postern.sender().startTls(postern.container().clientTls()).authenticated("ann", "guessed");

        assertThatIllegalStateException()
                .isThrownBy(() -> stranger.breakOffInContent(MAIL))
                .withMessageContaining("535");
        assertThatIllegalStateException().isThrownBy(() -> stranger.leaveBeforeReply(MAIL));
    }

    @Test
    void theSameMessageOnPurposeIsTakenTwice() {
        assertThat(postern.deliver(MAIL)).isAccepted();
        assertThat(postern.deliver(MAIL)).isAccepted();

        assertThat(received).hasSize(2);
    }

    @Test
    void aSlowSenderIsWaitedFor() {
        assertThat(postern.sender().slowly(Duration.ofMillis(5)).send(MAIL)).isAccepted();
    }

    @Test
    void octetsThatAreNoLinesComeInChunks() {
        byte[] octets = "Subject: x\n\nbare\nand\rodd".getBytes(StandardCharsets.US_ASCII);

        assertThat(postern.deliver(TestMessage.of(octets))).isAccepted();

        assertThat(received).singleElement().satisfies(one -> assertThat(one.size())
                .isEqualTo(octets.length));
    }

    @Test
    void addressesBeyondAsciiAreSentAsTheyAre() {
        assertThat(postern.deliver(MAIL.sentBy("j\u00f6rg@example.org").to("b\u00fcro@shop.example.com")))
                .isAccepted();

        assertThat(received).singleElement().satisfies(one -> assertThat(
                        one.envelope().recipients().get(0).address())
                .isEqualTo("b\u00fcro@shop.example.com"));
    }
}
