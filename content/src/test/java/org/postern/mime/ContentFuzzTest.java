package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Messages by a grammar that breaks one rule or two, and mutations of all that is known: each has a result. New ones in each build,
 * for 20 seconds or {@code -Dpostern.fuzz.seconds}; {@code -Dpostern.fuzz.seed} is the same one again.
 */
class ContentFuzzTest {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("postern.fuzz.seconds", 20));
    private static final List<byte[]> KNOWN = known();

    @Test
    void everyMessageHasAResult() {
        Long again = Long.getLong("postern.fuzz.seed");
        if (again != null) {
            check(again);
            return;
        }
        Random seeds = new Random();
        long end = System.nanoTime() + TIME.toNanos();
        int count = 0;
        while (System.nanoTime() < end) {
            check(seeds.nextLong());
            count++;
        }
        assertThat(count).isGreaterThan(100);
    }

    @Test
    void everyMessageThatIsCutAnywhereHasAResult() throws Exception {
        for (byte[] message : KNOWN) {
            for (int length = 0; length <= message.length; length += message.length > 1_000 ? 7 : 1) {
                byte[] cut = Arrays.copyOf(message, length);
                Invariants.everyOctetIsSomewhere(cut);
                assertThat(MailMessages.content(TestMail.of(cut)).subject()).isNotNull();
            }
        }
    }

    private static void check(long seed) {
        MimeGrammar grammar = new MimeGrammar(seed);
        byte[] message =
                switch (grammar.upTo(3)) {
                    case 0 -> grammar.broken();
                    case 1 -> grammar.mutated(grammar.broken());
                    case 2 -> grammar.mutated(grammar.message().octets());
                    default -> grammar.mutated(KNOWN.get(grammar.upTo(KNOWN.size() - 1)));
                };
        try {
            Invariants.check(message);
        } catch (Exception | AssertionError | StackOverflowError e) {
            fail("-Dpostern.fuzz.seed=" + seed, e);
        }
    }

    private static List<byte[]> known() {
        return Stream.concat(
                        Corpus.cases().stream().map(Corpus.Case::mail),
                        OwnCasesTest.cases().map(OwnCasesTest.Case::mail))
                .map(TestMail::octets)
                .toList();
    }
}
