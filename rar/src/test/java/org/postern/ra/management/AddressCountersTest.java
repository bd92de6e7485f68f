package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postern.ra.Connections;
import org.postern.ra.management.AddressCounters.What;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.smtp.Step.Subject;

class AddressCountersTest {
    private final TlsCounters counters = new TlsCounters();
    private final AddressCounters here = counters.at(Connections.LOCAL);
    private final AddressCounters there = counters.at(Connections.local("192.0.2.2", 25));

    @Test
    void messagesAreCountedByWhatTheirSendersHear() {
        here.decided(Subject.MESSAGE, Replies.accepted("m-1"));
        here.decided(Subject.MESSAGE, Replies.accepted("m-2"));
        here.decided(Subject.MESSAGE, Replies.notDelivered("m-3").because("rolled back"));
        here.decided(Subject.MESSAGE, Reply.withForeignText(554, "5.7.1", "no"));
        here.decided(Subject.RECIPIENT, Replies.unknownRecipient());

        assertThat(here.byKind(What.MESSAGES))
                .isEqualTo(Map.of(
                        "250 2.0.0 accepted", 2L, "451 4.3.0 rolled back", 1L, "554 5.7.1 said by the bean", 1L));
        assertThat(List.of(here.sum(What.MESSAGES, "2"), here.sum(What.MESSAGES, "4"), here.sum(What.MESSAGES, "5")))
                .containsExactly(2L, 1L, 1L);
        assertThat(here.byKind(What.RECIPIENTS)).containsOnlyKeys("550 5.1.1 No such mailbox here");
    }

    @Test
    void theWholeIsTheSumOfItsParts() {
        here.received(100);
        there.received(23);
        here.sessionBegun();

        assertThat(here.sum(What.OCTETS)).isEqualTo(100);
        assertThat(there.sum(What.OCTETS)).isEqualTo(23);
        assertThat(there.sum(What.SESSIONS)).isZero();
        assertThat(counters.all().sum(What.OCTETS)).isEqualTo(123);
        assertThat(counters.all().sum(What.SESSIONS)).isEqualTo(1);
    }

    /** A bean says what code it likes. What is not told apart any more still counts as what it is to senders. */
    @Test
    void thereIsAnEndOfWhatIsToldApart() {
        for (int code = 400; code < 600; code++) {
            for (int detail = 0; detail < 10; detail++) {
                here.decided(Subject.MESSAGE, Reply.withForeignText(code, code / 100 + ".0." + detail, "no"));
            }
        }

        assertThat(here.byKind(What.MESSAGES))
                .hasSizeLessThanOrEqualTo(Tally.MOST + 5)
                .containsKey("5xx others");
        assertThat(here.sum(What.MESSAGES, "4")).isEqualTo(1_000);
        assertThat(here.sum(What.MESSAGES, "5")).isEqualTo(1_000);
    }

    /** Whoever connects chooses among millions of loopback addresses. */
    @Test
    void addressesBeyondTheLastOneShareTheirCounters() {
        for (int i = 0; i < 12_000; i++) {
            counters.at(Connections.local("127.1." + i / 250 + "." + i % 250, 25))
                    .sessionBegun();
        }

        assertThat(counters.all().sum(What.SESSIONS)).isEqualTo(12_000);
        AddressCounters late = counters.at(Connections.local("127.9.9.9", 25));
        assertThat(late).isSameAs(counters.at(Connections.local("127.9.9.8", 25)));
        assertThat(late.sum(What.SESSIONS)).isGreaterThan(1_900);
    }

    @Test
    void nothingIsLostWhenManyCountAtOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 10_000; n++) {
                    here.decided(Subject.MESSAGE, Replies.accepted("m"));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(here.sum(What.MESSAGES, "2")).isEqualTo(80_000);
        assertThat(counters.all().sum(What.MESSAGES)).isEqualTo(80_000);
    }
}
