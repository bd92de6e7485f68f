package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternetDateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1999-12-31T23:59:59.999999999Z",
                "2000-02-29T00:00:00Z",
                "2026-11-03T04:05:06.789Z",
                "2100-03-01T10:11:12Z",
                "9999-12-31T23:59:59Z"
            })
    void aMomentIsWrittenAsTheFormatterOfTheJdkDoes(String moment) {
        assertThat(InternetDate.of(Instant.parse(moment))).isEqualTo(byTheJdk(Instant.parse(moment)));
    }

    @Test
    void soIsAnyMomentOfFourHundredYears() {
        Random random = new Random(1);
        long first = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 20_000; i++) {
            Instant moment = Instant.ofEpochSecond(first + random.nextLong(400L * 366 * 24 * 60 * 60));

            assertThat(InternetDate.of(moment)).isEqualTo(byTheJdk(moment));
        }
    }

    private static String byTheJdk(Instant moment) {
        return DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                .format(moment.atOffset(ZoneOffset.UTC));
    }
}
