package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.logging.Level;
import javax.naming.NameNotFoundException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postern.api.MailRejectedException;

class ExampleTablesTest {
    @RegisterExtension
    final Database database = new Database();

    @RegisterExtension
    final LogRecords log = new LogRecords(ExampleTables.class);

    @Test
    void whatIsMissingIsMadeAndWhatIsThereIsKept() throws Exception {
        database.execute("CREATE TABLE POSTERN_ORDER (ORDER_ID VARCHAR(9))");
        database.execute("INSERT INTO POSTERN_ORDER VALUES ('earlier')");

        new ExampleTables(database::dataSource).dataSource();
        new ExampleTables(database::dataSource).dataSource();

        assertThat(tables())
                .containsExactly(
                        "POSTERN_ORDER",
                        "POSTERN_ORDER_LINE",
                        "POSTERN_TICKET",
                        "POSTERN_TICKET_ENTRY",
                        "POSTERN_UNDELIVERABLE");
        assertThat(database.rows("SELECT * FROM POSTERN_ORDER")).containsExactly("earlier");
    }

    @Test
    void withoutADataSourceTheSenderTriesAgainAndTheLogSaysWhy() {
        ExampleTables tables = new ExampleTables(() -> {
            throw new NameNotFoundException("secret");
        });

        MailRejectedException refusal = catchThrowableOfType(MailRejectedException.class, tables::dataSource);

        assertThat(refusal.replyCode()).isEqualTo(451);
        assertThat(refusal).hasMessageNotContaining("secret");
        assertThat(log.records()).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(entry.getMessage()).contains("java:comp/DefaultDataSource", "451");
        });
    }

    @Test
    void whatCouldNotBeMadeIsTriedAgain() throws Exception {
        JdbcDataSource notThereYet = new JdbcDataSource();
        notThereYet.setURL("jdbc:h2:mem:nowhere;IFEXISTS=TRUE");
        Iterator<DataSource> found = List.of(notThereYet, database.dataSource()).iterator();
        ExampleTables tables = new ExampleTables(found::next);

        assertThatThrownBy(tables::dataSource).isInstanceOf(SQLException.class).hasMessageContaining("nowhere");
        tables.dataSource();

        assertThat(tables()).hasSize(5);
    }

    private List<String> tables() throws SQLException {
        return database.rows("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
                + " WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME");
    }
}
