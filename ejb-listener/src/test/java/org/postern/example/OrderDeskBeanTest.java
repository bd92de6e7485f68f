package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ejb.EJBException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailRejectedException;

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

    private final OneTransaction transaction = new OneTransaction();
    private final OrderDeskBean bean = new OrderDeskBean(new ExampleTables(database::dataSource), transaction);

    @Test
    void anOrderIsOneRowAndOneForEachArticleWithDecodedFieldsAndWithoutTheSignature() throws Exception {
        send(ORDER);

        assertThat(database.rows("SELECT ORDER_ID, CUSTOMER, CUSTOMER_NAME, SUBJECT FROM POSTERN_ORDER"))
                .containsExactly("<1@example.org> joerg@example.org J\u00f6rg Gr\u00fc\u00dfe");
        assertThat(lines()).containsExactly("<1@example.org> 1 teapot 2", "<1@example.org> 2 cup 6");
    }

    @Test
    void theLogSaysSoWhenTheTransactionHasCommitted() throws Exception {
        send(ORDER);
        assertThat(log.messages()).isEmpty();

        transaction.commit();

        assertThat(log.messages())
                .containsExactly("Order <1@example.org> of J\u00f6rg <joerg@example.org>: teapot: 2, cup :6");
    }

    @Test
    void theLogSaysNothingOfWhatWasRolledBack() throws Exception {
        send(ORDER);
        transaction.rollBack();

        assertThat(log.messages()).isEmpty();
    }

    @Test
    void theSameMailOnceMoreIsTakenAndOrdersNothing() throws Exception {
        send(ORDER);
        send(ORDER);
        transaction.commit();

        assertThat(lines()).hasSize(2);
        assertThat(log.messages()).last().isEqualTo("Order <1@example.org> had been taken already");
    }

    @ParameterizedTest
    @CsvSource({"joerg@, georg@", "teapot: 2, teapot: 3", "Gr=C3=BC=C3=9Fe, Again", "J=C3=B6rg, Georg"})
    void anotherOrderWithTheSameMessageIdIsRefusedInsteadOfForgotten(String one, String other) throws Exception {
        send(ORDER);

        assertThat(refusalOf(ORDER.replace(one, other))).hasMessageContaining("same Message-ID");
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
                "> cup: 6",
                "Hello, I'd like some cups: 6"
            })
    void aLineThatIsNotUnderstoodIsQuotedInARefusalForGoodThatSaysWhatIsExpected(String line) {
        assertThat(refusalOf(HEADER + "teapot: 2\n" + line + "\n"))
                .hasMessageStartingWith("I do not understand \"" + line + "\"")
                .hasMessageContaining("teapot: 2");
    }

    @Test
    void aLongLineIsQuotedInPart() {
        assertThat(refusalOf(HEADER + "x".repeat(3_000) + "\n"))
                .hasMessageStartingWith("I do not understand \"" + "x".repeat(60) + "\"");
    }

    @Test
    void mailInHtmlAloneIsRefusedWithAdvice() {
        assertThat(refusalOf(
                        HEADER.replace("\n\n", "\nMIME-Version: 1.0\nContent-Type: text/html\n\n") + "<p>teapot: 2"))
                .hasMessageContaining("no text/plain")
                .hasMessageContaining("plain text with a line for each article");
    }

    @Test
    void mailThatOrdersNothingIsRefused() {
        assertThat(refusalOf(HEADER + "\n \n-- \nteapot: 2\n")).hasMessageContaining("Nothing is ordered");
    }

    @Test
    void anOrderHasABound() throws Exception {
        send(HEADER + "a: 1\n".repeat(Order.MAX_TEXT / 5));

        assertThat(refusalOf(HEADER + "a: 1\n".repeat(Order.MAX_TEXT / 5 + 1))).hasMessageContaining("at most 4000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Message-ID: <%s@example.org>\n"})
    void anOrderThatCouldNotBeRecognisedWhenItComesAgainIsRefused(String field) {
        String header = HEADER.replace("Message-ID: <1@example.org>\n", field.formatted("1".repeat(Order.MAX_ID)));

        assertThat(refusalOf(header + "teapot: 2\n")).hasMessageContaining("Message-ID of at most 255");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "From: undisclosed:;\n", "From: joerg\n", "From: \"a b\"@example.org\n"})
    void anOrderOfNobodyIsRefused(String field) {
        assertThat(refusalOf(HEADER.replaceFirst("From: .*\n", field) + "teapot: 2\n"))
                .hasMessageContaining("From field");
    }

    @Test
    void aNameCannotForgeALineOfTheLog() throws Exception {
        send(ORDER.replace("J=C3=B6rg", "J=0D=0AOrder"));
        transaction.commit();

        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("of J Order <joerg@")
                .doesNotContain("\n");
    }

    @Test
    void aDatabaseThatFailsLetsTheSenderTryAgain() throws Exception {
        send(ORDER);
        database.execute("DROP TABLE POSTERN_ORDER");

        assertThatThrownBy(() -> send(ORDER))
                .isInstanceOf(EJBException.class)
                .hasMessageContaining("20260102-1")
                .hasCauseInstanceOf(SQLException.class);
    }

    private void send(String content) throws MailRejectedException {
        bean.onMessage(ReceivedMail.plain().to("orders@shop.example.com").withContent(content));
    }

    private MailRejectedException refusalOf(String content) {
        MailRejectedException refusal = catchThrowableOfType(MailRejectedException.class, () -> send(content));
        assertThat(refusal.replyCode()).isEqualTo(550);
        return refusal;
    }

    private List<String> lines() throws SQLException {
        return database.rows(
                "SELECT ORDER_ID, LINE_NUMBER, ARTICLE, QUANTITY FROM POSTERN_ORDER_LINE ORDER BY LINE_NUMBER");
    }
}
