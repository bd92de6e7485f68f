package org.postern.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.postern.bench.load.Scenario.Message;

/** What the clients say, and how they read replies. */
class LoadTest {
    @Test
    void contentHasTheOctetsThatWereAskedFor() {
        for (int octets = 200; octets < 10_000; octets += 137) {
            assertThat(Words.content(octets)).hasSize(octets).endsWith("\r\n").doesNotContain("\r\n.\r\n");
        }
    }

    @Test
    void largeContentIsSentInPartsThatMakeUpTheWhole() {
        for (int octets : new int[] {4096, 131_072, 131_073, 1_000_000, 52_428_800}) {
            Words words = new Words(Scenario.named("f").orElseThrow().with(new Message(octets, 1)));
            long sent = LongStream.range(0, words.parts())
                    .map(part -> words.part(part).readableBytes())
                    .sum();

            assertThat(sent - ".\r\n".length()).as("of %d", octets).isEqualTo(octets);
        }
    }

    @Test
    void repliesAreReadOnceHoweverTheyAreCut() {
        String replies = "220 hello\r\n250-one\r\n250-two\r\n250 three\r\n354 go\r\n";
        for (int cut = 1; cut < replies.length(); cut++) {
            List<Integer> codes = new ArrayList<>();
            ReplyReader reader = new ReplyReader(codes::add);
            for (int from = 0; from < replies.length(); from += cut) {
                reader.read(Unpooled.copiedBuffer(
                        replies.substring(from, Math.min(replies.length(), from + cut)), StandardCharsets.US_ASCII));
            }
            assertThat(codes).as("cut after %d", cut).containsExactly(220, 250, 354);
        }
    }

    @Test
    void aPercentileIsTheLatencyThatThisShareDoesNotExceed() {
        long[] nanos = LongStream.rangeClosed(1, 1000).map(i -> i * 1_000_000).toArray();

        Latencies latencies = new Latencies(nanos);

        assertThat(latencies.percentile(0.5)).isEqualTo(500);
        assertThat(latencies.percentile(0.99)).isEqualTo(990);
        assertThat(latencies.percentile(0.999)).isEqualTo(999);
        assertThat(latencies.percentile(1)).isEqualTo(1000);
        assertThat(new Latencies(new long[0]).percentile(0.5)).isNaN();
    }

    @Test
    void countsOfAWhileAreThoseAtItsEndWithoutThoseAtItsBeginning() {
        Counts before = new Counts(10, 1, 100, 2, 3, 1, "old");
        Counts after = new Counts(30, 5, 700, 2, 9, 4, "old");

        assertThat(after.since(before)).isEqualTo(new Counts(20, 4, 600, 0, 6, 3, ""));
    }
}
