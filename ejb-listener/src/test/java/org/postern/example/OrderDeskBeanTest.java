package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.test.SenderReplyAssert.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.test.SenderReply;
import org.postern.test.SenderReplyAssert;
import org.postern.test.TestContainer;
import org.postern.test.TestMessage;
import org.postern.test.container.DeliveryEnd;

class OrderDeskBeanTest {
    private static final String HEADER = """
            From: =?UTF-8?Q?J=C3=B6rg?= <joerg@example.org>
            Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=
            Message-ID: <1@example.org>

            """;
    private static final String ORDER = HEADER + "teapot: 2\n\n  cup :6  \n--\nJoerg\n";

    @RegisterExtension
    final Database database = new Database();

    @RegisterExtension
    final LogRecords log = new LogRecords(OrderDeskBean.class);

    @RegisterExtension
    final LogRecords logOfAdapter = LogRecords.ofAdapter();

    private final TestContainer container = new TestContainer();

    @BeforeEach
    void deploy() throws Exception {
        DataSource dataSource = container.dataSource(database.dataSource());
        ExampleTables tables = new ExampleTables(() -> dataSource);
        container.bean(new OrderDeskBean(tables, container.transactions()));
        // Outside of a transaction, as in a server: making tables commits.
        assertThat(tables.dataSource()).isNotNull();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void anOrderIsOneRowAndOneForEachArticleWithDecodedFieldsAndWithoutTheSignature() throws Exception {
        take(ORDER);

        assertThat(database.rows("SELECT ORDER_ID, CUSTOMER, CUSTOMER_NAME, SUBJECT FROM POSTERN_ORDER"))
                .containsExactly("<1@example.org> joerg@example.org J\u00f6rg Gr\u00fc\u00dfe");
        assertThat(lines()).containsExactly("<1@example.org> 1 teapot 2", "<1@example.org> 2 cup 6");
    }

    @Test
    void theLogSaysSoWhenTheTransactionHasCommitted() throws Exception {
        take(ORDER);

        assertThat(log.messages())
                .containsExactly("Order <1@example.org> of J\u00f6rg <joerg@example.org>: teapot: 2, cup :6");
    }

    @Test
    void theLogSaysNothingOfWhatWasRolledBack() throws Exception {
        container.failCommits(1);

        assertThat(send(ORDER)).isDeferred().hasCode(451);

        assertThat(lines()).isEmpty();
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void theSameMailOnceMoreIsTakenAndOrdersNothing() throws Exception {
        take(ORDER);
        take(ORDER);

        assertThat(container.ends()).containsExactly(DeliveryEnd.COMMITTED, DeliveryEnd.COMMITTED);
        assertThat(lines()).hasSize(2);
        assertThat(log.messages()).last().isEqualTo("Order <1@example.org> had been taken already");
    }

    @ParameterizedTest
    @CsvSource({"joerg@, georg@", "teapot: 2, teapot: 3", "Gr=C3=BC=C3=9Fe, Again", "J=C3=B6rg, Georg"})
    void anotherOrderWithTheSameMessageIdIsRefusedInsteadOfForgotten(String one, String other) throws Exception {
        take(ORDER);

        refusalOf(ORDER.replace(one, other)).hasTextContaining("same Message-ID");
        assertThat(lines()).containsExactly("<1@example.org> 1 teapot 2", "<1@example.org> 2 cup 6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cups, six",
                "cup: 0",
                "cup: 10000",
                "cup: -1",
                "cup:",
                ": 6",
                "a cup: 6",
                "cup: 6 please",
                "Hello, I'd like some cups: 6"
            })
    void aLineThatIsNotUnderstoodIsQuotedInARefusalForGoodThatSaysWhatIsExpected(String line) throws Exception {
        SenderReply reply = send(HEADER + "teapot: 2\n" + line + "\n");

        assertThat(reply).isRejected().hasCode(550).hasEnhancedCode("5.6.0").hasTextContaining("teapot: 2");
        assertThat(reply.text()).startsWith("I do not understand \"" + line + "\"");
    }

    @Test
    void whatStoodBeforeALineThatIsNotUnderstoodIsNotOrdered() throws Exception {
        refusalOf(HEADER + "teapot: 2\ncups, six\n").hasTextContaining("cups, six");

        assertThat(lines()).isEmpty();
        assertThat(container.ends()).containsExactly(DeliveryEnd.ROLLED_BACK);
    }

    @Test
    void aLongLineIsQuotedInPart() {
        SenderReply reply = send(HEADER + "x".repeat(3_000) + "\n");

        assertThat(reply).isRejected().hasCode(550);
        assertThat(reply.text()).startsWith("I do not understand \"" + "x".repeat(60) + "\"");
    }

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of(
                        "HTML alone",
                        "text/html",
                        "7bit",
                        "<html><body><p>teapot: 2</p><p>cup&#58; 6</p></body></html>"),
                Arguments.of(
                        "HTML of Gmail", "text/html", "7bit", "<div dir=ltr>teapot: 2<div>cup:&nbsp;6</div></div>"),
                Arguments.of(
                        "a table",
                        "text/html",
                        "7bit",
                        "<table><tr><td>teapot:</td><td>2</td></tr><tr><td>cup:</td><td>6</td></table>"),
                Arguments.of(
                        "HTML with a quotation",
                        "text/html",
                        "7bit",
                        "<div>teapot: 2<br>cup: 6</div><div class=\"gmail_quote\">You wrote:<blockquote>saucer: 9</blockquote></div>"),
                Arguments.of(
                        "UTF-16",
                        "text/plain; charset=utf-16",
                        "base64",
                        base64("teapot: 2\ncup: 6\n", StandardCharsets.UTF_16)),
                Arguments.of(
                        "UTF-16 of Windows",
                        "text/plain; charset=utf-16le",
                        "base64",
                        base64("teapot: 2\r\ncup: 6\r\n", StandardCharsets.UTF_16LE)),
                Arguments.of("soft line breaks", "text/plain", "quoted-printable", "tea=\npot: =\n2\ncup: 6=20\n"),
                Arguments.of("a phone", "text/plain", "7bit", "teapot: 2\ncup: 6\n\nSent from my iPhone\n"),
                Arguments.of(
                        "a phone from Cologne",
                        "text/plain",
                        "7bit",
                        "teapot: 2\ncup: 6\n\nVon meinem iPhone gesendet\n"),
                Arguments.of(
                        "an answer",
                        "text/plain",
                        "7bit",
                        "teapot: 2\ncup: 6\n\nOn Mon, 2 Mar 2026 at 10:00, Shop <shop@shop.example.com> wrote:\n> saucer: 9\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void anOrderIsAnOrderWhateverProgramWroteIt(String program, String type, String encoding, String body)
            throws Exception {
        take(HEADER.replace(
                        "\n\n",
                        "\nMIME-Version: 1.0\nContent-Type: " + type + "\nContent-Transfer-Encoding: " + encoding
                                + "\n\n")
                + body);

        assertThat(lines()).containsExactly("<1@example.org> 1 teapot 2", "<1@example.org> 2 cup 6");
    }

    @Test
    void mailThatOrdersNothingIsRefused() {
        refusalOf(HEADER + "\n \n-- \nteapot: 2\n").hasTextContaining("Nothing is ordered");
    }

    @Test
    void anOrderHasABound() throws Exception {
        take(HEADER + "a: 1\n".repeat(Order.MAX_TEXT / 5));

        refusalOf(HEADER + "a: 1\n".repeat(Order.MAX_TEXT / 5 + 1)).hasTextContaining("at most 4000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Message-ID: <%s@example.org>\n"})
    void anOrderThatCouldNotBeRecognisedWhenItComesAgainIsRefused(String field) {
        String header = HEADER.replace("Message-ID: <1@example.org>\n", field.formatted("1".repeat(Order.MAX_ID)));

        refusalOf(header + "teapot: 2\n").hasTextContaining("Message-ID of at most 255");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "From: undisclosed:;\n", "From: joerg\n", "From: \"a b\"@example.org\n"})
    void anOrderOfNobodyIsRefused(String field) {
        refusalOf(HEADER.replaceFirst("From: .*\n", field) + "teapot: 2\n").hasTextContaining("From field");
    }

    @Test
    void aNameCannotForgeALineOfTheLog() throws Exception {
        take(ORDER.replace("J=C3=B6rg", "J=0D=0AOrder"));

        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("of J Order <joerg@")
                .doesNotContain("\n");
    }

    @Test
    void aDatabaseThatFailsLetsTheSenderTryAgain() throws Exception {
        take(ORDER);
        database.execute("DROP TABLE POSTERN_ORDER");

        SenderReply reply = send(ORDER);

        assertThat(reply).isDeferred().hasCode(451);
        assertThat(logOfAdapter.failures()).singleElement().satisfies(failure -> assertThat(failure)
                .hasStackTraceContaining("EJBException: Cannot take an order from mail "
                        + reply.messageId().orElseThrow())
                .hasRootCauseInstanceOf(SQLException.class));
    }

    private SenderReply send(String content) {
        return container.deliver(TestMessage.of(content).to("orders@shop.example.com"));
    }

    private void take(String content) {
        assertThat(send(content)).isAccepted();
    }

    private SenderReplyAssert refusalOf(String content) {
        return assertThat(send(content)).isRejected().hasCode(550);
    }

    private List<String> lines() throws SQLException {
        return database.rows(
                "SELECT ORDER_ID, LINE_NUMBER, ARTICLE, QUANTITY FROM POSTERN_ORDER_LINE ORDER BY LINE_NUMBER");
    }

    private static String base64(String text, Charset charset) {
        return Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(text.getBytes(charset)) + "\n";
    }
}
