package org.postern.ra.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in lines of what others have said. */
class LogTextTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db/mail?user=ann&password=SECRET, jdbc:mysql://db/mail?user=ann&password=***",
        "jdbc:h2:mem:mail;USER=ann;PASSWORD=SECRET;MODE=x, jdbc:h2:mem:mail;USER=ann;PASSWORD=***;MODE=x",
        "jdbc:mysql://ann:SECRET@db/mail, jdbc:mysql://ann:***@db/mail",
        "jdbc:oracle:thin:ann/SECRET@//db:1521/mail, jdbc:oracle:thin:ann/***@//db:1521/mail",
        "jdbc:postgresql://db:5432/mail?ssl=true, jdbc:postgresql://db:5432/mail?ssl=true"
    })
    void noPasswordOfADatabaseIsInALine(String url, String written) {
        SQLException failure = new SQLException("No suitable driver found for " + url);

        assertThat(LogText.cause(new IllegalStateException(failure)))
                .endsWith("No suitable driver found for " + written)
                .doesNotContain("SECRET");
    }

    @Test
    void whatIsNoPasswordStays() {
        assertThat(LogText.cause(new SQLException("password authentication failed for user \"ann\"")))
                .endsWith("password authentication failed for user \"ann\"");
    }
}
