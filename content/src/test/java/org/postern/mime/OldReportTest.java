package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.mime.DeliveryStatus.Action;
import org.postern.mime.DeliveryStatus.Recipient;

class OldReportTest {
    private static final String COPY = "\nReturn-Path: <a@example.org>\nFrom: other@example.com\n\nold@example.com\n";

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of(
                        "qmail",
                        """
                        Hi. This is the qmail-send program at mx.example.net.
                        I'm afraid I wasn't able to deliver your message to the following addresses.
                        This is a permanent error; I've given up. Sorry it didn't work out.

                        <user@example.org>:
                        192.0.2.1 does not like recipient.
                        Remote host said: 550 5.1.1 no such user
                        Giving up on 192.0.2.1.

                        <second@example.org>:
                        Sorry, no mailbox here by that name. (#5.1.2)

                        --- Below this line is a copy of the message.
                        """ + COPY,
                        List.of(
                                "user@example.org FAILED 5.1.1 | 192.0.2.1 does not like recipient. Remote host said: 550 5.1.1 no such user Giving up on 192.0.2.1.",
                                "second@example.org FAILED 5.1.2 | Sorry, no mailbox here by that name. (#5.1.2)")),
                Arguments.of(
                        "Exim",
                        """
                        This message was created automatically by mail delivery software.

                        A message that you sent could not be delivered to one or more of its
                        recipients. This is a permanent error. The following address(es) failed:

                          user@example.org
                            SMTP error from remote mail server after RCPT TO:<user@example.org>:
                            host mx.example.org [192.0.2.1]: 550 5.1.1 <user@example.org>: unknown
                          second@example.org
                            Unrouteable address

                        ------ This is a copy of the message, including all the headers. ------
                        """ + COPY,
                        List.of(
                                "user@example.org FAILED 5.1.1 mx.example.org | SMTP error from remote mail server after RCPT TO:<user@example.org>: host mx.example.org [192.0.2.1]: 550 5.1.1 <user@example.org>: unknown",
                                "second@example.org FAILED | Unrouteable address")),
                Arguments.of("Exim, a warning", """
                        This message was created automatically by mail delivery software.
                        A message that you sent has not yet been delivered to one or more of its
                        recipients after more than 24 hours on the queue on mx.example.net.

                        The address to which the message has not yet been delivered is:

                          user@example.org
                            Delay reason: mailbox is full

                        No action is required on your part. Delivery attempts will continue for
                        some time.
                        """, List.of("user@example.org DELAYED | mailbox is full")),
                Arguments.of(
                        "Sendmail",
                        """
                        The original message was received at Mon, 2 Mar 2026 10:00:00 +0100
                        from relay.example.net [192.0.2.7]

                           ----- The following addresses had permanent fatal errors -----
                        <user@example.org>
                            (reason: 550 5.1.1 <user@example.org>... User unknown)

                           ----- Transcript of session follows -----
                        ... while talking to mx.example.org.:
                        """ + COPY,
                        List.of("user@example.org FAILED 5.1.1 | 550 5.1.1 <user@example.org>... User unknown")),
                Arguments.of(
                        "Exchange 5.5", """
                        Your message

                          To:      user@example.org
                          Subject: Order 1
                          Sent:    Mon, 2 Mar 2026 10:00:00 +0100

                        did not reach the following recipient(s):

                        user@example.org on Mon, 2 Mar 2026 10:00:05 +0100
                            The recipient name is not recognized
                        \tThe MTS-ID of the original message is: c=US;a= ;p=EXAMPLE;l=MX-1
                            MSEXCH:IMS:EXAMPLE:SITE:MX 0 (000C05A6) Unknown Recipient
                        """, List.of("user@example.org FAILED | The recipient name is not recognized")),
                Arguments.of(
                        "Domino",
                        """
                        Your message

                          Subject: Order 1

                        was not delivered to:

                          user@example.org

                        because:

                          User user (user@example.org) not listed in Domino Directory
                        """,
                        List.of(
                                "user@example.org FAILED | User user (user@example.org) not listed in Domino Directory")),
                Arguments.of(
                        "Gmail",
                        """
                        Delivery to the following recipient failed permanently:

                             user@example.org

                        Technical details of permanent failure:
                        Google tried to deliver your message, but it was rejected by the server for the recipient domain example.org by mx.example.org. [192.0.2.1].

                        The error that the other server returned was:
                        550 5.1.1 no such user

                        ----- Original message -----
                        """ + COPY,
                        List.of(
                                "user@example.org FAILED 5.1.1 mx.example.org | Google tried to deliver your message, but it was rejected by the server for the recipient domain example.org by mx.example.org. [192.0.2.1]. The error that the other server returned was: 550 5.1.1 no such user")),
                Arguments.of(
                        "OpenSMTPD",
                        """
                        Hi!

                        This is the MAILER-DAEMON, please DO NOT REPLY to this email.

                        An error has occurred while attempting to deliver a message for
                        the following list of recipients:

                        user@example.org: 550 5.1.1 no such user
                        second@example.org: Network error

                        Below is a copy of the original message:
                        """ + COPY,
                        List.of(
                                "user@example.org FAILED 5.1.1 | 550 5.1.1 no such user",
                                "second@example.org FAILED | Network error")),
                Arguments.of(
                        "Yahoo",
                        """
                        Sorry, we were unable to deliver your message to the following address.

                        <user@example.org>:
                        550: 5.2.1 The mailbox is disabled

                        --- Below this line is a copy of the message.
                        """ + COPY,
                        List.of("user@example.org FAILED 5.2.1 | 550: 5.2.1 The mailbox is disabled")),
                Arguments.of(
                        "Postfix before 2.3",
                        """
                        This is the Postfix program at host mx.example.net.

                        I'm sorry to have to inform you that the message returned
                        below could not be delivered to one or more destinations.

                                                The Postfix program

                        <user@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 unknown
                            (in reply to RCPT TO command)
                        """,
                        List.of(
                                "user@example.org FAILED 5.1.1 mx.example.org | host mx.example.org[192.0.2.1] said: 550 5.1.1 unknown (in reply to RCPT TO command)")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void fixedSentencesTellTheProgramAndTheAddressesBelowThem(String program, String text, List<String> recipients)
            throws Exception {
        MailContent content = read("From: Mail <MAILER-DAEMON@mx.example.net>\nSubject: failed\n\n" + text);

        assertThat(content.deliveryStatus()).isEmpty();
        assertThat(OldReport.of(content).orElseThrow().recipients())
                .extracting(OldReportTest::row)
                .containsExactlyElementsOf(recipients);
    }

    @Test
    void theServerThatReportsIsToldWhereItSaysItsName() {
        assertThat(OldReport.ofText(
                                "This is the qmail-send program at MX.example.net.\nwasn't able to deliver your message to the"
                                        + " following addresses.\n<u@example.org>:\n")
                        .flatMap(DeliveryStatus::reportingMta))
                .contains("mx.example.net");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RCPT: a@b\n550: 5.1.1 no\n\n", "\n\n   ----- Original message follows -----\n\n"})
    void theHeaderOfTheMessageThatCameBackIsBelowIt(String between) {
        DeliveryStatus report = OldReport.ofText("""
                        Hi. This is the qmail-send program at mx.example.net.
                        I'm afraid I wasn't able to deliver your message to the following addresses.

                        <user@example.org>:
                        Sorry.

                        --- Below this line is a copy of the message.

                        """ + between + """
                                Return-Path: <bounces@shop.example.com>
                                Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
                                  from us
                                no field
                                Message-ID: <1@shop.example.com>

                                To: nobody@example.org
                                Cc: nobody@example.org
                                """).orElseThrow();

        assertThat(report.originalHeaders())
                .extracting(HeaderField::toString, HeaderField::value)
                .containsExactly(
                        tuple("Return-Path: <bounces@shop.example.com>", "<bounces@shop.example.com>"),
                        tuple("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n  from us", "Gr\u00fc\u00dfe from us"),
                        tuple("Message-ID: <1@shop.example.com>", "<1@shop.example.com>"));
        assertThat(report.originalHeader("SUBJECT")).contains("Gr\u00fc\u00dfe from us");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void theHeaderIsNotMadeUpOfTheTextOfTheReport(String program, String text, List<String> recipients) {
        assertThat(OldReport.ofText(text.replace(COPY, "")).orElseThrow().originalHeaders())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void aPersonWhoForwardsAReportHasNotWrittenOne(String program, String text, List<String> recipients)
            throws Exception {
        assertThat(OldReport.of(read("From: Ann <ann@example.org>\n\n" + text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am on holiday until Monday.\n\nAnn\nann@example.org\n",
                "This message was created automatically by mail delivery software.\n",
                "Your order was not delivered to:\n\n  12 Main Street\n",
                ""
            })
    void nothingIsMadeUpOfOtherTexts(String text) throws Exception {
        assertThat(OldReport.of(read("From: MAILER-DAEMON@mx.example.net\n\n" + text)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b\n", "<a@b>:\n", "a", "a@", "<", "5.1.1 ", "\n"})
    void timeGrowsNoFasterThanTheText(String piece) {
        String text = "was not delivered to:\n" + piece.repeat(500_000 / piece.length());
        OldReport.ofText(text);
        long begin = ProcessorTime.now();

        OldReport.ofText(text);

        assertThat(ProcessorTime.now() - begin).isLessThan(2_000_000_000L);
    }

    private static MailContent read(String text) throws Exception {
        return MailMessages.content(TestMail.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static String row(Recipient one) {
        assertThat(one.action()).isIn(Action.FAILED, Action.DELAYED);
        return Stream.of(
                                Optional.of(one.finalRecipient()),
                                Optional.of(one.action().toString()),
                                one.status(),
                                one.remoteMta())
                        .flatMap(Optional::stream)
                        .reduce((left, right) -> left + " " + right)
                        .orElseThrow()
                + one.diagnosticCode().map(text -> " | " + text).orElse("");
    }
}
