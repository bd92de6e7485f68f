package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postern.test.SenderReplyAssert.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.test.TestContainer;
import org.postern.test.TestMessage;

class SupportDeskTest {
    private static final TestMessage MAIL = TestMessage.from("ann@example.org")
            .to("support@shop.example.com")
            .subject("Teapot")
            .text("My teapot leaks. What now?");

    @AutoClose
    private final TestContainer container = new TestContainer();

    private final DataSource database = container.dataSource(inMemory());

    @BeforeEach
    void deploy() {
        SupportDesk desk = new SupportDesk(database);
        desk.createTable();
        container.bean(desk);
    }

    @Test
    void aMailBecomesATicketWhoseNumberTheSenderHears() throws Exception {
        assertThat(container.deliver(MAIL)).isAccepted().hasTextContaining("Ticket 1");
        assertEquals(1, tickets());
    }

    @Test
    void theSameMailSentAgainBecomesNoSecondTicket() throws Exception {
        container.deliver(MAIL);
        assertThat(container.deliver(MAIL)).isAccepted().hasTextContaining("Ticket 1");
        assertEquals(1, tickets());
    }

    @Test
    void aMailWithoutAQuestionIsRefused() throws Exception {
        assertThat(container.deliver(MAIL.text(""))).isRejected().hasEnhancedCode("5.6.0");
        assertEquals(0, tickets());
    }

    @Test
    void ifTheCommitFailsThereIsNoTicketAndTheSenderTriesAgain() throws Exception {
        container.failCommits(1);
        assertThat(container.deliver(MAIL)).isDeferred();
        assertEquals(0, tickets());
    }

    private int tickets() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM TICKET")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Each test has its own, and it stays while the test runs. */
    private static DataSource inMemory() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(System.nanoTime()));
        return database;
    }
}
