package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ListenAddress.Scheme;
import org.postern.smtp.TestLimits;

/** Conversations that no client has, so that those of clients are fast. */
class WarmUpTest {
    private final ManualClock clock = new ManualClock();
    private final TestConnection address =
            new TestConnection().within(TestLimits.roomy().limits()).timedBy(clock);

    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            names = {"SMTP", "LMTP", "SUBMISSION"})
    void eachConversationGoesToItsEnd(Scheme scheme) {
        for (int count = 0; count <= 9; count++) {
            assertThat(warmUp(address.at(scheme)).talk(count)).isEqualTo(count);
        }
    }

    /** A tarpit would make it wait. */
    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void theGreetingIsNotWaitedFor(int seconds) {
        assertThat(warmUp(address.greetingDelay(Duration.ofSeconds(seconds))).talk(4))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 100_000})
    void nothingOfItIsCountedOrWrittenDown(int memory) {
        SpoolSpace spool = new SpoolSpace(new NoDirectory(), () -> new SpoolLimits(memory, memory, 1));
        warmUp(address.spool(spool).buffers(new BufferLimits(memory, 65_536))).talk(8);

        assertThat(address.events.all()).isEmpty();
        assertThat(address.events.sessions()).isZero();
        assertThat(address.events.octets()).isZero();
        assertThat(address.memory.envelopes().used()).isZero();
        assertThat(address.memory.buffers().used()).isZero();
        assertThat(spool.use().memoryOctets()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void itEndsWithItsAddress(int conversations) {
        AtomicInteger left = new AtomicInteger(conversations);

        int accepted = new WarmUp(address.settings(), address.services(), () -> left.getAndDecrement() > 0).talk(100);

        assertThat(accepted).isEqualTo(conversations);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 500, 1_999, 2_000, 60_000})
    void itTakesNoLongerThanTwoSeconds(long millis) {
        int accepted = new WarmUp(address.settings(), address.services(), () -> {
                    clock.pass(Duration.ofMillis(millis));
                    return true;
                })
                .talk(100);

        assertThat(accepted).isEqualTo((int) ((WarmUp.LONGEST.toMillis() - 1) / millis));
    }

    private static WarmUp warmUp(TestConnection address) {
        return new WarmUp(address.settings(), address.services(), () -> true);
    }

    /** Fails the test if a file is made. */
    private static final class NoDirectory implements SpoolDirectory {
        @Override
        public Medium create() throws IOException {
            throw new AssertionError("A file");
        }

        @Override
        public long usableOctets() {
            return Long.MAX_VALUE;
        }
    }
}
