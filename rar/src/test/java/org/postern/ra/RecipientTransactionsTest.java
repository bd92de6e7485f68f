package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.resource.NotSupportedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** transaction=recipient: each recipient is an envelope, a delivery and an outcome of its own. */
class RecipientTransactionsTest extends RecipientTransactionsSetUp {
    private static final String HELLO = """
            C: %s client.example.org
            S: 250 ENHANCEDSTATUSCODES
            C: MAIL FROM:<joe@example.org>
            S: 250 2.1.0 Sender OK
            """;

    @Test
    void smtpHasOneReplyForAll() throws Exception {
        start("smtp", "desk=recipient");

        play(HELLO.formatted("EHLO") + """
                C: RCPT TO:<ann@example.com>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<bob@example.com>
                S: 250 2.1.5 Recipient OK
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: Subject: order
                C: .
                S: 250 2.0.0 OK, message ID accepted
                """);

        assertThat(calls).containsExactly("desk ann", "desk bob");
        assertThat(log.lines("POSTERN-2001")).hasSize(2);
    }

    @Test
    void lmtpHasTheTrueReplyOfEach() throws Exception {
        start("lmtp", "desk=recipient");
        behaviours.put("desk bob", message -> {
            throw MailRejectedException.permanently("5.7.1", "not to Bob");
        });
        behaviours.put("desk cid", message -> {
            throw new IllegalStateException("the database is away");
        });

        play(HELLO.formatted("LHLO") + """
                C: RCPT TO:<ann@example.com>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<bob@example.com>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<cid@example.com>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<dan@example.com>
                S: 250 2.1.5 Recipient OK
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: Subject: order
                C: .
                S: 250 2.0.0 OK, message ID accepted
                S: 550 5.7.1 not to Bob
                S: 451 4.3.0 Message ID-3 could not be processed, try again later
                S: 250 2.0.0 OK, message ID-4 accepted
                C: NOOP
                S: 250 2.0.0 OK
                """);

        assertThat(calls).containsExactly("desk ann", "desk bob", "desk cid", "desk dan");
    }

    @Test
    void eachHasAnIdAndATraceOfItsOwnAndTheSameContent() throws Exception {
        start("smtp", "desk=recipient");

        send("EHLO", "ann", "bob", "cid");

        assertThat(messages).extracting(MailMessage::id).doesNotHaveDuplicates().allSatisfy(id -> assertThat(id)
                .matches("[A-Za-z0-9-]{1,40}"));
        assertThat(messages).allSatisfy(message -> assertThat(message.traceFields())
                .contains(" id " + message.id() + "\r\n\tfor <"
                        + message.envelope().recipients().get(0).address() + ">;\r\n"));
        assertThat(messages).allSatisfy(message -> assertThat(message.envelope().reversePath())
                .isEqualTo(Optional.of("joe@example.org")));
    }

    /** In a column with a unique constraint one key for all would refuse the second. */
    @Test
    void eachHasADeliveryKeyOfItsOwnWhichIsTheSameAtTheNextTry() throws Exception {
        start("lmtp", "desk=recipient");
        List<String> keys = new CopyOnWriteArrayList<>();
        for (String local : List.of("ann", "bob")) {
            behaviours.put("desk " + local, message -> {
                keys.add(message.deliveryKey());
                throw new IllegalStateException("the database is away");
            });
        }

        send("LHLO", "ann", "bob");
        send("LHLO", "bob");

        assertThat(keys).hasSize(3);
        assertThat(keys.get(1)).isNotEqualTo(keys.get(0)).isEqualTo(keys.get(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "lmtp"})
    void whatHasCommittedIsNotDeliveredAgainForTheSakeOfTheOthers(String scheme) throws Exception {
        start(scheme, "desk=recipient");
        String hello = scheme.equals("smtp") ? "EHLO" : "LHLO";
        behaviours.put("desk bob", message -> {
            throw new IllegalStateException("the database is away");
        });
        assertThat(send(hello, "ann", "bob", "cid"))
                .isEqualTo(scheme.equals("smtp") ? List.of("451") : List.of("250", "451", "250"));
        calls.clear();
        behaviours.clear();

        List<String> again = scheme.equals("smtp") ? send(hello, "cid", "bob", "ann") : send(hello, "bob");

        assertThat(again).containsOnly("250");
        assertThat(calls).containsExactly("desk bob");
    }

    /** What the sender knows to be taken is another message when it comes again. */
    @Test
    void ofLmtpOnlyThatIsRememberedWhoseSenderHasToTryAgain() throws Exception {
        start("lmtp", "desk=recipient");
        behaviours.put("desk bob", message -> {
            throw new IllegalStateException("the database is away");
        });
        send("LHLO", "ann", "bob");

        assertThat(send("LHLO", "ann")).containsExactly("250");

        assertThat(calls).containsExactly("desk ann", "desk bob", "desk ann");
    }

    @Test
    void inSmtpTheWorstOutcomeIsTheReplyAndTheOthersAreDelivered() throws Exception {
        start("smtp", "desk=recipient");
        behaviours.put("desk ann", message -> {
            throw MailRejectedException.permanently("5.7.1", "not to Ann");
        });
        behaviours.put("desk bob", message -> {
            throw new IllegalStateException("the database is away");
        });

        assertThat(send("EHLO", "ann", "bob", "cid")).containsExactly("550");

        assertThat(calls).containsExactly("desk ann", "desk bob", "desk cid");
        assertThat(log.lines("POSTERN-2001")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"smtp, EHLO, 451", "lmtp, LHLO, 250 451 250"})
    void aTransactionThatIsRolledBackIsThatOfOne(String scheme, String hello, String replies) throws Exception {
        server.adapter.setListen(scheme + "://127.0.0.1:" + server.port);
        server.start();
        FakeBean bean = activate("desk", "recipient", "refuse");
        behaviours.put("desk ann", message -> bean.endingWith(jakarta.transaction.Status.STATUS_COMMITTED));
        behaviours.put("desk bob", message -> bean.endingWith(jakarta.transaction.Status.STATUS_ROLLEDBACK));
        behaviours.put("desk cid", message -> bean.endingWith(jakarta.transaction.Status.STATUS_COMMITTED));
        server.settle();

        assertThat(String.join(" ", send(hello, "ann", "bob", "cid"))).isEqualTo(replies);

        behaviours.put("desk bob", message -> bean.endingWith(jakarta.transaction.Status.STATUS_COMMITTED));
        calls.clear();
        assertThat(send(hello, "bob")).containsExactly("250");
        assertThat(calls).containsExactly("desk bob");
    }

    /** RFC 2033 section 4.2: as many replies as recipients, also where they are the same. */
    @Test
    void aMailboxThatIsNamedTwiceIsDeliveredOnce() throws Exception {
        start("lmtp", "desk=recipient");

        play(HELLO.formatted("LHLO") + """
                C: RCPT TO:<ann@example.com> NOTIFY=NEVER
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<bob@example.com>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<ann@example.com>
                S: 250 2.1.5 Recipient OK
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: .
                S: 250 2.0.0 OK, message ID accepted
                S: 250 2.0.0 OK, message ID-2 accepted
                S: 250 2.0.0 OK, message ID accepted
                """);

        assertThat(calls).containsExactly("desk ann", "desk bob");
        assertThat(messages.get(0).envelope().recipients().get(0).parameters()).containsEntry("NOTIFY", "NEVER");
    }

    @ParameterizedTest
    @CsvSource({"smtp, EHLO, 451", "lmtp, LHLO, 451 451 451"})
    void besideABeanThatGetsTheWholeAllRecipientsHaveOneOutcome(String scheme, String hello, String replies)
            throws Exception {
        start(scheme, "whole=message", "each=recipient");
        behaviours.put("each bob", message -> {
            throw new IllegalStateException("the database is away");
        });
        assertThat(String.join(" ", send(hello, "ann", "bob", "cid"))).isEqualTo(replies);
        assertThat(calls).containsExactlyInAnyOrder("whole ann bob cid", "each ann", "each bob", "each cid");
        calls.clear();
        behaviours.clear();

        assertThat(send(hello, "ann", "bob", "cid")).containsOnly("250");

        assertThat(calls).containsExactly("each bob");
    }

    @Test
    void inLmtpBeansThatBothWantEachHaveItsWorstOutcome() throws Exception {
        start("lmtp", "desk=recipient", "shelf=recipient");
        behaviours.put("desk ann", message -> {
            throw MailRejectedException.permanently("5.7.1", "not to Ann");
        });
        behaviours.put("shelf bob", message -> {
            throw new IllegalStateException("the database is away");
        });
        assertThat(send("LHLO", "ann", "bob", "cid")).containsExactly("550", "451", "250");
        calls.clear();
        behaviours.clear();

        assertThat(send("LHLO", "bob")).containsExactly("250");

        assertThat(calls).containsExactly("shelf bob");
    }

    /** A bean that gets one message several times sees another id each time, also where it shares with others. */
    @Test
    void aBeanNeverSeesOneIdTwiceThoughItSharesSomeRecipientsOnly() throws Exception {
        server.adapter.setListen("lmtp://127.0.0.1:" + server.port);
        server.start();
        for (String bean : List.of("whole", "each")) {
            SmtpActivationSpec spec = new SmtpActivationSpec();
            spec.setOverlap("copy");
            spec.setTransaction(bean.equals("whole") ? "message" : "recipient");
            spec.setRecipients(bean + "*@*, both*@*");
            server.activate(
                    server.bean(bean).doing(message -> {
                        calls.add(bean + " " + message.id());
                        messages.add(message);
                    }),
                    spec);
        }
        server.settle();

        assertThat(send("LHLO", "both1", "each1", "both2", "whole1", "each2", "both3", "whole2"))
                .containsOnly("250");

        assertThat(calls).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void aWrongValueIsToldWithAllThatIsWrong() throws Exception {
        server.start();
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setTransaction("each");
        spec.setOverlap("maybe");
        spec.setMaxErrors("0");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(server.bean("desk"), spec))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains(Stream.of("transaction", "each", "message", "recipient", "overlap", "maxErrors")
                                .toList()));
    }
}
