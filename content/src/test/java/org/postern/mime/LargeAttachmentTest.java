package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attachment of 100 MiB goes through a heap of 20 MiB, in a JVM of its own. */
class LargeAttachmentTest {
    private static final long OCTETS = 100L << 20;
    private static final int HEAP_MIB = 20;

    @ParameterizedTest
    @ValueSource(strings = {"MailContent", "MimeMessage"})
    void anAttachmentIsNotOnTheHeap(String result) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        result)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo("see below " + OCTETS + " " + OCTETS);
    }

    /** What the other JVM does. */
    static final class Child {
        private static final byte[] LINE = ("QUJD".repeat(19) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        private static final int OCTETS_OF_LINE = 57;
        private static final byte[] BEFORE = """
                Content-Type: multipart/mixed; boundary=b

                --b

                see below
                --b
                Content-Type: application/zip
                Content-Transfer-Encoding: base64

                """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            if (arguments[0].equals("MailContent")) {
                MailContent content = ContentReader.read(Child::open, true, ContentLimits.defaults());
                Attachment large = content.attachments().get(0);
                print(content.text().orElse(""), large::openStream, large.size());
            } else {
                long size = BEFORE.length + OCTETS / OCTETS_OF_LINE * LINE.length + behind().length;
                MimeMessage message = new MimeMessage(
                        Session.getInstance(new Properties()), new SharedContent(new Octets(Child::open, 0, size)));
                Multipart parts = (Multipart) message.getContent();
                Part large = parts.getBodyPart(1);
                print((String) parts.getBodyPart(0).getContent(), () -> octets(large), OCTETS);
            }
        }

        private static InputStream octets(Part part) throws IOException {
            try {
                return part.getInputStream();
            } catch (MessagingException e) {
                throw new IOException(e);
            }
        }

        private static void print(String text, Octets.Source octets, long size) throws IOException {
            try (InputStream in = octets.openStream()) {
                System.out.println(text.strip() + " " + in.transferTo(OutputStream.nullOutputStream()) + " " + size);
            }
        }

        private static byte[] behind() {
            int rest = (int) (OCTETS % OCTETS_OF_LINE);
            return (Base64.getEncoder().encodeToString(new byte[rest]) + "\r\n--b--\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        private static InputStream open() {
            long lines = OCTETS / OCTETS_OF_LINE;
            return new SequenceInputStream(
                    new ByteArrayInputStream(BEFORE),
                    new SequenceInputStream(new Lines(lines * LINE.length), new ByteArrayInputStream(behind())));
        }

        /** The same line again and again. */
        private static final class Lines extends InputStream {
            private long left;

            Lines(long octets) {
                this.left = octets;
            }

            @Override
            public int read() throws IOException {
                byte[] octet = new byte[1];
                return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (left == 0) {
                    return -1;
                }
                int from = (int) ((LINE.length - left % LINE.length) % LINE.length);
                int count = (int) Math.min(Math.min(length, LINE.length - from), left);
                System.arraycopy(Arrays.copyOfRange(LINE, from, from + count), 0, target, offset, count);
                left -= count;
                return count;
            }
        }
    }
}
