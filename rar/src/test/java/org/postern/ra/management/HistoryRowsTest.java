package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.postern.net.ReceivedMessages;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** What peers can make of the history. */
class HistoryRowsTest extends ConnectionObserverSetUp {
    /** A command line may have 65,536 octets, and a thousand of them would be a lot of memory. */
    @Test
    void whatPeersSayIsKeptInPartOnly() {
        observer.mailRefused(refused("a@" + "d".repeat(60_000), "\ud83d\ude00".repeat(30_000)));
        observer.mailRefused(refused("a@example.org", "x" + "\ud83d\ude00".repeat(30_000)));

        MailRow[] rows = history.refusals(10);
        assertThat(rows[1].getSender()).isEqualTo("d".repeat(256));
        assertThat(rows[1].getRecipient()).isEqualTo("\ud83d\ude00".repeat(128));
        assertThat(rows[0].getRecipient()).isEqualTo("x" + "\ud83d\ude00".repeat(127));
    }

    @Test
    void whatPeersSayCannotBreakALineNorTurnTheDirectionOfText() {
        observer.mailRefused(refused("a@b\r\nc\u001b[31m", "\u202e\u0000m\u00fcller@example.org"));

        assertThat(history.refusals(1)[0].getSender()).isEqualTo("b c?[31m");
        assertThat(history.refusals(1)[0].getRecipient()).isEqualTo("??m\u00fcller@example.org");
    }

    @Test
    void aFaultOfTheAdapterIsFoundByTheIdThatThePeerHeard() {
        observer.failed(CONNECTION, new IllegalStateException("broken"));

        assertThat(history.find("c-1")).singleElement().satisfies(row -> assertThat(row.getReason())
                .isEqualTo("internal error"));
    }

    /** As many rows of each kind are kept as before, and all that is asked for is among them. */
    @Test
    void aDayOfAHundredThousandMessagesTakesNoMoreRoomThanItsLastRows() {
        History ofADay = new History(1_000, clock);
        Reply taken = Replies.accepted("m");
        for (int i = 0; i < 100_000; i++) {
            ofADay.begin(ReceivedMessages.message("m-" + i, "x")).end(List.of(taken), Map::of);
            ofADay.refused(refused("a@example.org", "b" + i + "@example.com"));
        }

        assertThat(ofADay.messages(Integer.MAX_VALUE)).hasSize(1_000);
        assertThat(ofADay.refusals(Integer.MAX_VALUE)).hasSize(1_000);
        assertThat(ofADay.messages(200)).hasSize(200);
        assertThat(ofADay.messages(1)[0].getId()).isEqualTo("m-99999");
        assertThat(ofADay.find("m-99000")).hasSize(1);
        assertThat(ofADay.find("m-98999")).isEmpty();
    }

    @Test
    void theLastRowsAreKeptWhoeverAddsThemAtTheSameTime() throws Exception {
        int loops = 4;
        int each = 1_000;
        CountDownLatch begin = new CountDownLatch(loops);
        ExecutorService threads = Executors.newFixedThreadPool(loops);
        for (int i = 0; i < loops; i++) {
            threads.execute(() -> {
                begin.countDown();
                for (int n = 0; n < each; n++) {
                    observer.mailRefused(refused("a@example.org", "b@example.com"));
                    history.refusals(10);
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(history.refusals(100)).hasSize(10);
        observer.mailRefused(refused("a@last.example", "b@example.com"));
        assertThat(history.refusals(100)).hasSize(10);
        assertThat(history.refusals(1)[0].getSender()).isEqualTo("last.example");
    }
}
