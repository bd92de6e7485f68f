package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.postern.net.ManualClock;
import org.postern.ra.log.Messages;
import org.postern.ra.work.Check;

/** When rows of delivery logs are deleted. */
class KeptRowsTest {
    private final ManualClock time = new ManualClock();
    private final AtomicInteger cleanings = new AtomicInteger();
    private volatile int full;
    private final Check check =
            new KeptRows(() -> cleanings.incrementAndGet() <= full, time).check(new Messages(Settings.log()));

    @Test
    void theyAreDeletedEveryTenMinutes() {
        check.look();
        assertThat(cleanings).hasValue(0);
        for (int i = 1; i <= 3; i++) {
            time.pass(Duration.ofMinutes(10));
            check.look();
            check.look();
            assertThat(cleanings).hasValue(i);
        }
    }

    /** Otherwise a table would grow without end at some hundred messages a second. */
    @Test
    void whileThereAreMoreTheNextLookGoesOn() {
        full = 2;
        time.pass(Duration.ofMinutes(10));
        for (int i = 0; i < 5; i++) {
            check.look();
        }
        assertThat(cleanings).hasValue(3);
    }
}
