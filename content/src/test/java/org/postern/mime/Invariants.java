package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** What holds for every message whatsoever. */
final class Invariants {
    private static final Duration MOST_CPU = Duration.ofSeconds(2);
    private static final Pattern LONE_CARRIAGE_RETURN = Pattern.compile("\\r(?!\\n)");

    private Invariants() {}

    static void check(byte[] message) throws Exception {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        readAll(MailMessages.content(TestMail.of(message)), 2);
        assertThat(Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin))
                .isLessThan(MOST_CPU);
        everyOctetIsSomewhere(message);
    }

    /** Everything that can be asked for has an answer. */
    static void readAll(MailContent content, int depth) throws Exception {
        assertThat(content.toString()).isNotEmpty();
        content.headers().forEach(field -> assertThat(field.value()).isNotNull());
        List<Attachment> all = new ArrayList<>(content.attachments());
        all.addAll(content.outside());
        for (Attachment one : all) {
            assertThat(one.type()).isNotEmpty();
            assertThat(one.name()).isNotNull();
            assertThat(one.contentId()).isNotNull();
            assertThat(one.disposition()).isNotNull();
            assertThat(one.text()).isNotNull();
            try (InputStream in = one.openStream()) {
                assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(one.size());
            }
            if (depth > 0 && one.message().isPresent()) {
                readAll(one.message().get(), depth - 1);
            }
        }
    }

    /**
     * Each octet is in the message's header, in the body of a part, outside of parts, or beyond the limits; what is in between is a
     * line end, a delimiter, and the header of a part down to its empty line.
     */
    static void everyOctetIsSomewhere(byte[] message) throws Exception {
        Octets.Source source = () -> new ByteArrayInputStream(message);
        Structure structure = StructureReader.read(source, ContentLimits.defaults());
        List<Octets> found = new ArrayList<>(structure.outside());
        structure.parts().forEach(part -> found.add(part.body()));
        structure.beyond().forEach(part -> found.add(part.body()));
        if (found.stream().anyMatch(octets -> !octets.source().equals(source))) {
            return; // A multipart that has been encoded as a whole: its parts are nowhere in the message.
        }
        found.sort(Comparator.comparingLong(Octets::start).thenComparingLong(Octets::end));
        Pattern lineEnd = Pattern.compile(isOfOldMac(message) ? "\\r\\n|\\r|\\n" : "\\r?\\n");
        long at = 0;
        for (Octets octets : found) {
            assertThat(octets.start()).isLessThanOrEqualTo(octets.end());
            if (octets.start() > at) {
                isStructure(
                        new String(message, (int) at, (int) (octets.start() - at), StandardCharsets.ISO_8859_1),
                        lineEnd,
                        at == 0);
            }
            at = Math.max(at, octets.end());
        }
        if (at < message.length) {
            isStructure(
                    new String(message, (int) at, (int) (message.length - at), StandardCharsets.ISO_8859_1),
                    lineEnd,
                    at == 0);
        }
    }

    /** Lines end with CR where most of them do. */
    private static boolean isOfOldMac(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        return LONE_CARRIAGE_RETURN.matcher(text).results().count()
                > 2 * text.chars().filter(c -> c == '\n').count();
    }

    private static void isStructure(String gap, Pattern lineEnd, boolean atBeginning) {
        if (atBeginning) {
            return; // The header.
        }
        String[] lines = lineEnd.split(gap, -1);
        int at = behindEmpty(lines, 0);
        while (at < lines.length) {
            assertThat(lines[at]).as("what is in no part").startsWith("--");
            at++;
            while (at < lines.length && !lines[at].isEmpty() && !lines[at].startsWith("--")) {
                at++;
            }
            // The one behind the header, and the end of a line that has nothing in front of the next delimiter.
            at = behindEmpty(lines, behindEmpty(lines, at));
        }
    }

    private static int behindEmpty(String[] lines, int at) {
        return at < lines.length && lines[at].isEmpty() ? at + 1 : at;
    }
}
