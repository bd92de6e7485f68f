package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.resource.NotSupportedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.postern.api.MailRejectedException;
import org.postern.net.Peer;

/** Beans that share recipients, and each gets a copy. */
class SharedRecipientsTest extends SharedAddressSetUp {
    @Test
    void beansThatShareEachGetTheMessageInATransactionOfTheirOwn() throws Exception {
        server.activate(first, sharing("*@example.org"));
        server.activate(second, sharing("*"));

        assertThat(server.send("x\r\n")).startsWith("250");

        assertThat(first.received()).containsExactly("x\r\n");
        assertThat(second.received()).containsExactly("x\r\n");
        assertThat(log.lines("POSTERN-2001")).hasSize(2);
        assertThat(first.threads()).doesNotContainAnyElementsOf(second.threads());
    }

    @Test
    void ofBeansThatShareTheWorstOutcomeIsTheReply() throws Exception {
        server.activate(
                first.doing(mail -> {
                    throw MailRejectedException.permanently("5.7.1", "no orders today");
                }),
                sharing("*@example.org"));
        server.activate(second, sharing("*"));

        assertThat(server.send("x\r\n")).isEqualTo("550 5.7.1 no orders today\r\n");
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void aRecipientWhoseMailIsSharedOtherwiseNeedsACopyOfItsOwn() throws Exception {
        server.activate(first, sharing("*@example.org"));
        server.activate(second, sharing("*"));

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("RCPT TO:<a@example.org>")).startsWith("250");
            assertThat(peer.ask("RCPT TO:<a@example.com>")).startsWith("452 4.5.3");
            assertThat(peer.ask("RCPT TO:<b@example.org>")).startsWith("250");
        }
    }

    @Test
    void bothMustWantToShare() throws Exception {
        server.activate(first, sharing("*@example.org"));

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(second, recipients("*")))
                .withMessageContaining("overlap=copy for both");
    }

    @Test
    void inLmtpEachRecipientHasTheOutcomeOfItsOwnBean() throws Exception {
        try (RunningServer lmtp = new RunningServer()) {
            lmtp.adapter.setListen("lmtp://127.0.0.1:" + lmtp.port);
            lmtp.start();
            FakeBean orders = lmtp.bean("orders");
            FakeBean bounces = lmtp.bean("bounces").doing(mail -> {
                throw MailRejectedException.permanently("5.6.0", "that is no bounce");
            });
            List<String> recipients = new CopyOnWriteArrayList<>();
            orders.doing(
                    mail -> mail.envelope().recipients().forEach(recipient -> recipients.add(recipient.address())));
            lmtp.activate(orders, recipients("orders@*"));
            lmtp.activate(bounces, recipients("bounces@*"));

            try (Peer peer = Peer.connect("127.0.0.1", lmtp.port)) {
                peer.reply();
                peer.ask("LHLO client.example.org");
                peer.ask("MAIL FROM:<a@example.org>");
                assertThat(peer.ask("RCPT TO:<orders@example.org>")).startsWith("250");
                assertThat(peer.ask("RCPT TO:<bounces@example.org>")).startsWith("250");
                assertThat(peer.ask("RCPT TO:<nobody@example.org>")).startsWith("550 5.1.1");
                assertThat(peer.ask("RCPT TO:<orders@example.com>")).startsWith("250");
                peer.ask("DATA");
                peer.send("x\r\n.\r\n");
                assertThat(peer.reply()).startsWith("250 2.0.0 OK");
                assertThat(peer.reply()).isEqualTo("550 5.6.0 that is no bounce\r\n");
                assertThat(peer.reply()).startsWith("250 2.0.0 OK");
                assertThat(peer.ask("NOOP")).startsWith("250 2.0.0 OK\r\n");
            }
            assertThat(recipients).containsExactly("orders@example.org", "orders@example.com");
            assertThat(bounces.received()).hasSize(1);
        }
    }

    private static SmtpActivationSpec sharing(String patterns) {
        SmtpActivationSpec spec = recipients(patterns);
        spec.setOverlap("copy");
        return spec;
    }
}
