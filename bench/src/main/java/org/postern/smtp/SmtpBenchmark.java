package org.postern.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Parts of the conversation, each alone: nanoseconds of one call. Its methods are JMH's; it knows this package from within. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SmtpBenchmark {
    private static final int LINE = 2048;
    private static final int MESSAGE = 64 * 1024 * 1024;
    private static final int HOPS = 100;
    private static final String MAIL = "MAIL FROM:<sender@example.com> SIZE=4096";

    /** Octets of content. */
    @Param({"4096", "65536"})
    public int octets;

    private final ByteBuffer commands = ByteBuffer.wrap(
            (MAIL + "\r\nRCPT TO:<orders@example.org>\r\nDATA\r\n").getBytes(StandardCharsets.US_ASCII));
    private final LineFramer lines = new LineFramer(LINE);
    private final Limits.Content limits = new Limits.Content(MESSAGE, 0, HOPS, Limits.BareLineBreaks.REJECT);
    private final BodySink sink = new BodySink() {
        @Override
        public boolean write(ByteBuffer content) {
            content.position(content.limit());
            return true;
        }

        @Override
        public void abandon() {
            // Nothing was kept.
        }
    };
    private ByteBuffer content = ByteBuffer.allocate(0);
    private int contentOctets;

    /** Three command lines in one read, as a client with PIPELINING sends them. */
    @Benchmark
    public int threeCommandLines() {
        commands.rewind();
        int length = 0;
        while (commands.hasRemaining()) {
            lines.next(commands);
            length += lines.takeLine().length();
        }
        return length;
    }

    /** A whole message after DATA, in one read. */
    @Benchmark
    public boolean contentAfterData() {
        if (contentOctets != octets) {
            content = ByteBuffer.wrap(message(octets).getBytes(StandardCharsets.US_ASCII));
            contentOctets = octets;
        }
        content.rewind();
        return DataFramer.afterData(limits, sink).reachesEnd(content);
    }

    /** MAIL with an address and a parameter, as senders write it. */
    @Benchmark
    public PathArgument commandWithAnAddress() throws Refusal {
        CommandLine command = CommandLine.parse(MAIL, EnvelopeSyntax.LENIENT);
        return EnvelopeSyntax.LENIENT.grammar().read(PathKind.REVERSE, command.rest());
    }

    /** What a sender hears in the end, with the id of its message. */
    @Benchmark
    public byte[] replyToAMessage() {
        return Replies.accepted("mb1x2y3z4-5a").encode();
    }

    private static String message(int octets) {
        String line = "A line as it stands in a message, which is no longer than it is for people.\r\n";
        return "Subject: An order\r\n\r\n" + line.repeat(Math.max(1, octets / line.length())) + ".\r\n";
    }
}
