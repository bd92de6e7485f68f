package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveFeedTest {
    private static final Instant BEGIN = Instant.parse("2026-11-29T00:00:00Z");

    private final LiveFeed feed = new LiveFeed(Runnable::run);
    private int reads;
    private String state = "one";

    private void tick(Instant now) {
        feed.tick(now, () -> {
            reads++;
            return state;
        });
    }

    @Test
    void theStateIsReadOnceForAllPagesAndNeverForNone() {
        tick(BEGIN);
        assertThat(reads).isZero();

        Page first = join();
        Page second = join();
        tick(BEGIN);

        assertThat(reads).isEqualTo(1);
        assertThat(first.heard).containsExactly("one");
        assertThat(second.heard).containsExactly("one");
    }

    @Test
    void whatHasNotChangedIsSentAgainOnlyAfterAWhile() {
        Page page = join();
        tick(BEGIN);
        tick(BEGIN.plusSeconds(2));
        assertThat(page.heard).containsExactly("one");

        state = "two";
        tick(BEGIN.plusSeconds(4));
        tick(BEGIN.plusSeconds(4).plus(LiveFeed.QUIETEST));

        assertThat(page.heard).containsExactly("one", "two", "two");
    }

    @Test
    void onlySoManyPagesAreServed() {
        for (int i = 0; i < LiveFeed.MOST_LISTENERS; i++) {
            join();
        }
        assertThat(feed.join(new Page(), BEGIN)).isFalse();

        feed.close();
        assertThat(feed.listeners()).isZero();
        assertThat(feed.join(new Page(), BEGIN)).isTrue();
    }

    @Test
    void aPageThatReadsNothingIsSentNothingMoreAndGivenUp() {
        Page slow = join();
        slow.reading = new CompletableFuture<>();
        tick(BEGIN);
        state = "two";
        tick(BEGIN.plusSeconds(2));
        assertThat(slow.heard).containsExactly("one");

        tick(BEGIN.plusSeconds(31));

        assertThat(slow.closed).isTrue();
        assertThat(feed.listeners()).isZero();
    }

    @Test
    void aPageThatHasGoneMakesRoom() {
        Page failing = join();
        failing.reading = CompletableFuture.failedFuture(new IllegalStateException("gone"));
        join().closed = true;

        tick(BEGIN);

        assertThat(feed.listeners()).isZero();
        assertThat(failing.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatABusyServerRefusesIsTriedAgainAndKeepsNothingFromTheOthers(boolean hasNoThread) {
        BusyServer busy = new BusyServer();
        busy.hasNoThread = hasNoThread;
        LiveFeed shared = new LiveFeed(busy);
        Page first = new Page();
        Page second = new Page();
        shared.join(first, BEGIN);
        shared.join(second, BEGIN);

        busy.refusals = 1;
        shared.tick(BEGIN, () -> "one");
        assertThat(first.heard.size() + second.heard.size()).isEqualTo(1);
        shared.tick(BEGIN.plusSeconds(2), () -> "one");
        assertThat(first.heard).containsExactly("one");
        assertThat(second.heard).containsExactly("one");

        Instant over = BEGIN.plus(LiveFeed.LONGEST).plusSeconds(1);
        busy.refusals = 1;
        shared.tick(over, () -> "one");
        assertThat(first.closed).isNotEqualTo(second.closed);
        shared.tick(over.plusSeconds(2), () -> "one");
        assertThat(first.closed && second.closed).isTrue();
        assertThat(shared.listeners()).isZero();
    }

    @Test
    void aBusyServerClosesAllPagesWhenItUndeploysThem() {
        BusyServer busy = new BusyServer();
        LiveFeed shared = new LiveFeed(busy);
        Page page = new Page();
        shared.join(page, BEGIN);

        busy.refusals = 1;
        shared.close();

        assertThat(page.closed).isTrue();
    }

    /** Each takes a thread. */
    @Test
    void aPageThatCannotBeClosedYetKeepsItsPlace() {
        List<Runnable> waiting = new ArrayList<>();
        LiveFeed shared = new LiveFeed(waiting::add);
        for (int i = 0; i < LiveFeed.MOST_LISTENERS; i++) {
            shared.join(new Page(), BEGIN);
        }
        shared.close();
        assertThat(shared.join(new Page(), BEGIN)).isFalse();

        waiting.forEach(Runnable::run);
        assertThat(shared.join(new Page(), BEGIN)).isTrue();
    }

    @Test
    void aPageThatIsClosedWhileItIsToldMakesRoom() {
        Page page = join();
        page.gone = true;

        tick(BEGIN);

        assertThat(feed.listeners()).isZero();
    }

    /** So that a role that was taken away is noticed. */
    @Test
    void noPageListensForever() {
        Page page = join();

        tick(BEGIN.plus(LiveFeed.LONGEST).plusSeconds(1));

        assertThat(page.closed).isTrue();
    }

    private Page join() {
        Page page = new Page();
        assertThat(feed.join(page, BEGIN)).isTrue();
        return page;
    }

    /** Has no thread for the next so many. */
    private static final class BusyServer implements Executor {
        private int refusals;
        private boolean hasNoThread;

        @Override
        public void execute(Runnable work) {
            if (refusals > 0) {
                refusals--;
                if (hasNoThread) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                throw new RejectedExecutionException("busy");
            }
            work.run();
        }
    }

    private static final class Page implements LiveFeed.Listener {
        private final List<String> heard = new ArrayList<>();
        private CompletableFuture<Void> reading = CompletableFuture.completedFuture(null);
        private boolean closed;
        private boolean gone;

        @Override
        public CompletionStage<?> send(String text) {
            if (gone) {
                throw new IllegalStateException("The sink is closed");
            }
            heard.add(text);
            return reading;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
