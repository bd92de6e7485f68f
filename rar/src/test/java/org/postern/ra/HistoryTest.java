package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.transaction.Status;
import java.util.List;
import javax.management.JMException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.api.MailRejectedException;
import org.postern.net.Peer;

/** Why did my mail come back? What an administrator can answer without the log. */
@Timeout(60)
class HistoryTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final FakeBean bean = server.bean("orders");

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    @Test
    void aMessageThatWasTakenIsARowWithAllThatIsKnownOfIt() throws Exception {
        start();
        String reply = server.send("content\r\n");

        CompositeData row = only("messages");
        assertThat(row.get("reply")).isEqualTo(reply.strip());
        assertThat(reply).contains((String) row.get("id"));
        assertThat(row.get("id")).isEqualTo(row.get("connection") + "-1");
        assertThat(row.get("peer")).isEqualTo("127.0.0.1");
        assertThat(row.get("localAddress")).isEqualTo("127.0.0.1:" + server.port);
        assertThat(row.get("hello")).isEqualTo("client.example.org");
        assertThat(row.get("sender")).isEqualTo("example.org");
        assertThat(row.get("recipient")).isEqualTo("b@example.org");
        assertThat(row.get("recipientCount")).isEqualTo(1);
        assertThat(row.get("size")).isEqualTo(9L);
        assertThat(row.get("reason")).isEqualTo("committed");
        assertThat((String) row.get("bean")).endsWith("FakeBean");
        assertThat(row.get("tls")).isEqualTo("");
        assertThat((long) row.get("millis")).isNotNegative();
        assertThat((String) row.get("time")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(rows("refusals", 10)).isEmpty();
    }

    @Test
    void whateverBecomesOfAMessageIsOneRowTheLatestFirst() throws Exception {
        start();
        bean.endingWith(Status.STATUS_ROLLEDBACK);
        server.send("rolled back\r\n");
        bean.doing(mail -> {
            throw MailRejectedException.withReply(554, "5.7.1", "no\r\nmarkup <b>");
        });
        server.send("rejected\r\n");
        bean.doing(mail -> {
            throw new IllegalStateException("broken");
        });
        server.send("failed\r\n");

        assertThat(rows("refusals", 10))
                .extracting(row -> row.get("reason"), row -> row.get("recipientCount"))
                .containsExactly(tuple("bean failed", 1), tuple("said by the bean", 1), tuple("rolled back", 1));
        assertThat(rows("refusals", 2)).hasSize(2);
        assertThat(rows("refusals", -1)).isEmpty();
        assertThat(rows("refusals", 2).get(1).get("reply")).isEqualTo("554 5.7.1 no markup <b>");
        assertThat(rows("messages", 10)).isEmpty();
    }

    @Test
    void recipientsThatHaveOneOutcomeAreOneRow() throws Exception {
        start();
        bean.endingWith(Status.STATUS_ROLLEDBACK);
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<b@example.org>");
            peer.ask("RCPT TO:<c@example.org>");
            peer.ask("DATA");
            peer.send("x\r\n.\r\n");
            assertThat(peer.reply()).startsWith("451");
        }

        CompositeData row = only("refusals");
        assertThat(row.get("recipient")).isEqualTo("b@example.org, c@example.org");
        assertThat(row.get("recipientCount")).isEqualTo(2);
    }

    @Test
    void sendersAndRecipientsThatAreRefusedHaveARowEachForGoodAndForNow() throws Exception {
        server.adapter.setRecipients("*@example.org");
        server.adapter.setMaxRecipients("2");
        start();
        SmtpActivationSpec away = new SmtpActivationSpec();
        away.setRecipients("*@away.example");
        away.setInitialState("paused");
        server.activate(server.bean("away"), away);
        server.settle();
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a b@example.org> X");
            peer.ask("MAIL FROM:<a@sender.example>");
            assertThat(peer.ask("RCPT TO:<b@example.com>")).startsWith("550 5.1.1");
            assertThat(peer.ask("RCPT TO:<b@example.org>")).startsWith("250");
            assertThat(peer.ask("RCPT TO:<c@away.example>")).startsWith("450 4.2.1");
            assertThat(peer.ask("RCPT TO:<d@example.org>")).startsWith("250");
            // That is for the next message, which the sender makes at once.
            assertThat(peer.ask("RCPT TO:<e@example.org>")).startsWith("452 4.5.3");
        }

        assertThat(rows("refusals", 10))
                .extracting(
                        row -> row.get("sender"),
                        row -> row.get("recipient"),
                        row -> row.get("recipientCount"),
                        row -> ((String) row.get("reply")).substring(0, 3))
                .containsExactly(
                        tuple("sender.example", "c@away.example", 1, "450"),
                        tuple("sender.example", "b@example.com", 1, "550"),
                        tuple("example.org", "", 0, "501"));
        assertThat(rows("refusals", 10)).allSatisfy(row -> {
            assertThat(row.get("id")).isEqualTo(row.get("connection"));
            assertThat(row.get("millis")).isEqualTo(-1L);
            assertThat(row.get("hello")).isEqualTo("client.example.org");
        });
    }

    @Test
    void aContentThatIsRefusedIsFoundByTheIdInTheSendersError() throws Exception {
        server.adapter.setMaxMessageBytes("5");
        start();
        String reply = server.send("too large\r\n");
        String id = reply.substring(reply.indexOf('(') + 1, reply.indexOf(')'));

        assertThat(reply).startsWith("552");
        assertThat(find(id)).singleElement().satisfies(row -> {
            assertThat(row.get("reply")).isEqualTo(reply.strip());
            assertThat(row.get("recipient")).isEqualTo("b@example.org");
            assertThat(row.get("recipientCount")).isEqualTo(1);
        });
    }

    @Test
    void aRowIsFoundByTheIdOfItsMessageOfAPartOfItAndOfItsConnectionAndNoOther() throws Exception {
        start();
        String id;
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.deliver("first\r\n");
            peer.deliver("second\r\n");
            id = (String) rows("messages", 1).get(0).get("id");
        }
        server.send("third\r\n");

        assertThat(find(" " + id + " ")).extracting(row -> row.get("id")).containsExactly(id);
        assertThat(find(id + "-2")).extracting(row -> row.get("id")).containsExactly(id);
        assertThat(find(id.substring(0, id.length() - 2)))
                .extracting(row -> row.get("id"))
                .containsExactly(id, id.substring(0, id.length() - 1) + "1");
        assertThat(find("anything")).isEmpty();
    }

    /** RFC 2033: each recipient hears its own outcome. */
    @Test
    void inLmtpEachRecipientThatIsRefusedHasARowOfItsOwn() throws Exception {
        server.adapter.setListen("lmtp://127.0.0.1:" + server.port);
        server.adapter.setTransaction("recipient");
        start();
        bean.doing(mail -> {
            if (!mail.envelope().recipients().get(0).toString().contains("good")) {
                throw MailRejectedException.withReply(550, "5.7.1", "not this one");
            }
        });
        try (Peer peer = Peer.connect("127.0.0.1", server.port)) {
            peer.reply();
            peer.ask("LHLO client.example.org");
            peer.ask("MAIL FROM:<>");
            for (String name : List.of("bad1", "good1", "bad2", "good2")) {
                peer.ask("RCPT TO:<" + name + "@example.org>");
            }
            peer.ask("DATA");
            peer.send("x\r\n.\r\n");
            for (int i = 0; i < 4; i++) {
                peer.reply();
            }
        }

        assertThat(rows("messages", 10))
                .extracting(row -> row.get("recipient"), row -> row.get("recipientCount"))
                .containsExactly(tuple("good1@example.org, good2@example.org", 2));
        assertThat(rows("refusals", 10))
                .extracting(row -> row.get("recipient"), row -> row.get("recipientCount"))
                .containsExactly(tuple("bad2@example.org", 1), tuple("bad1@example.org", 1));
    }

    @Test
    void onlySoManyAreKeptAsTheAdministratorWants() throws Exception {
        server.adapter.setHistoryMessages("2");
        start();
        for (String content : List.of("1", "22", "333")) {
            server.send(content + "\r\n");
        }

        assertThat(rows("messages", 10)).extracting(row -> row.get("size")).containsExactly(5L, 4L);
    }

    @Test
    void nothingIsKeptIfTheAdministratorWantsNothing() throws Exception {
        server.adapter.setHistoryMessages("0");
        start();
        server.send("1\r\n");
        bean.endingWith(Status.STATUS_ROLLEDBACK);
        server.send("2\r\n");

        assertThat(rows("messages", 10)).isEmpty();
        assertThat(rows("refusals", 10)).isEmpty();
        assertThat(find("")).isEmpty();
    }

    private void start() throws Exception {
        server.start();
        server.activate(bean);
    }

    private static CompositeData only(String operation) throws JMException {
        List<CompositeData> rows = rows(operation, 10);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static List<CompositeData> rows(String operation, int most) throws JMException {
        return List.of(ManagedBean.only("History", "adapter=postern").rows(operation, most));
    }

    private static List<CompositeData> find(String id) throws JMException {
        return List.of(ManagedBean.only("History", "adapter=postern").rows("find", id));
    }
}
