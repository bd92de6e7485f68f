package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples on Payara, whose database is in this JVM: the rows are looked at as well. */
@ExtendWith(ArquillianExtension.class)
class ExampleBeansIT extends ExampleBeans<PosternServer> {
    ExampleBeansIT() {
        super(new PosternServer());
    }

    @Override
    void deploy(String listen) throws Exception {
        server.deploy(Ears.packaged(), Map.of("listen", listen));
    }

    @Test
    void anAcceptedOrderIsInTheDatabaseAndItsMailIsStoredAsWell() throws Exception {
        order("teapot: 2\r\ncup: 6\r\n", 250);

        assertThat(rows("SELECT CUSTOMER_NAME, CUSTOMER FROM POSTERN_ORDER WHERE ORDER_ID = ?", orderId))
                .containsExactly("J\u00f6rg joerg@example.org");
        assertThat(orderLines()).containsExactly("teapot 2", "cup 6");
        assertThat(server.mailbox().awaitOne().facts().getJsonArray("rcpt_to").getString(0))
                .isEqualTo("orders@shop.example.com");
    }

    @Test
    void ofARefusedOrderThereIsNoRowNotEvenOfTheLinesBeforeTheWrongOne() throws Exception {
        order("teapot: 2\r\ncups, please\r\n", 550);

        assertThat(orderLines()).isEmpty();
        assertThat(rows("SELECT * FROM POSTERN_ORDER WHERE ORDER_ID = ?", orderId))
                .isEmpty();
    }

    @Test
    void aReportMarksTheAddressInTheReturnPathOrElseTheOneItNames() throws Exception {
        String user = UUID.randomUUID().toString();
        String report = REPORT.formatted(user + "@final.example.net");

        deliver("<>", "<bounces+" + user + "=example.net@shop.example.com>", report, 250);
        deliver("<>", "<bounces@shop.example.com>", report, 250);

        String query = "SELECT STATUS, DIAGNOSTIC FROM POSTERN_UNDELIVERABLE WHERE ADDRESS = ?";
        assertThat(rows(query, user + "@example.net")).containsExactly("5.1.1 550 No such mailbox");
        assertThat(rows(query, user + "@final.example.net")).containsExactly("5.1.1 550 No such mailbox");
    }

    @Test
    void otherMailIsStoredAndNothingElse() throws Exception {
        String mail = "Message-ID: " + orderId + "\r\n\r\nteapot: 2\r\n";

        deliver("<a@example.org>", "<b@example.com>", mail, 250);

        assertThat(server.mailbox().awaitOne().content()).isEqualTo(mail.getBytes(StandardCharsets.US_ASCII));
        order("teapot: 2\r\n", 250); // Makes the tables, if nobody has done that before.
        assertThat(orderLines()).hasSize(1);
    }

    private List<String> orderLines() throws SQLException {
        return rows(
                "SELECT ARTICLE, QUANTITY FROM POSTERN_ORDER_LINE WHERE ORDER_ID = ? ORDER BY LINE_NUMBER", orderId);
    }

    /** The rows that a query finds, with blanks between their columns. */
    private static List<String> rows(String query, String parameter) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:./target/example-database");
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet found = statement.executeQuery()) {
                List<String> rows = new ArrayList<>();
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                        row.add(found.getString(column));
                    }
                    rows.add(String.join(" ", row));
                }
                return rows;
            }
        }
    }
}
