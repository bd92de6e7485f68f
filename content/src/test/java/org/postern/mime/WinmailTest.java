package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WinmailTest {
    private static final byte[] PDF = "%PDF octets".getBytes(StandardCharsets.US_ASCII);
    private static final String RTF = "{\\rtf1\\ansi\\pard Two teapots, two teapots, two teapots\\par }";

    @Test
    void whatIsInItTakesItsPlace() throws Exception {
        MailContent content = Winmail.open(mail(
                "",
                new TnefWriter()
                        .others()
                        .unicode(0x1000, "teapot: 2 \u00fc")
                        .binary(0x1013, "<p>teapot: 2 \u00fc</p>".getBytes(StandardCharsets.UTF_8))
                        .message()
                        .file("INVOIC~1.PDF", "Invoice \"\u00dcber\" \\ M\u00e4rz.pdf", "application/pdf", PDF)
                        .file("\u0441\u0447\u0451\u0442.txt", "", "", new byte[0])
                        .octets()));

        assertThat(content.text()).contains("teapot: 2 \u00fc");
        assertThat(content.html()).contains("<p>teapot: 2 \u00fc</p>");
        assertThat(content.attachments())
                .extracting(Attachment::toString)
                .containsExactly(
                        "application/pdf Invoice \"\u00dcber\" \\ M\u00e4rz.pdf",
                        "application/octet-stream \u0441\u0447\u0451\u0442.txt");
        assertThat(octets(content.attachments().get(0))).isEqualTo(PDF);
        assertThat(content.attachments().get(0).size()).isEqualTo(PDF.length);
        assertThat(content.attachments().get(0).contentId()).contains("image1@x");
        assertThat(octets(content.attachments().get(1))).isEmpty();
        assertThat(content.beyondLimits()).isFalse();
        assertThat(content.subject()).isEqualTo("s");
    }

    @Test
    void theTextOfTheMessageItselfStays() throws Exception {
        MailContent content = Winmail.open(mail(
                "outside", new TnefWriter().unicode(0x1000, "inside").message().octets()));

        assertThat(content.text()).contains("outside");
        assertThat(content.attachments()).isEmpty();
    }

    @Test
    void formattedTextThatIsNoHtmlIsAnAttachment() throws Exception {
        MailContent content = Winmail.open(mail(
                "",
                new TnefWriter()
                        .binary(0x1009, TnefWriter.compressed(RTF))
                        .message()
                        .octets()));

        Attachment rtf = content.attachments().get(0);
        assertThat(rtf.toString()).isEqualTo("application/rtf body.rtf");
        assertThat(new String(octets(rtf), StandardCharsets.US_ASCII)).isEqualTo(RTF);
        assertThat(rtf.size()).isEqualTo(RTF.length());
    }

    @Test
    void whereThereIsHtmlTheOtherFormattedTextIsTheSameOnceMore() throws Exception {
        MailContent content = Winmail.open(mail(
                "",
                new TnefWriter()
                        .unicode(0x1000, "first")
                        .unicode(0x1000, "second")
                        .binary(0x1009, TnefWriter.compressed(RTF))
                        .binary(0x1013, "<p>".getBytes(StandardCharsets.US_ASCII))
                        .message()
                        .octets()));

        assertThat(content.html()).contains("<p>");
        assertThat(content.text()).contains("first");
        assertThat(content.attachments()).isEmpty();
    }

    @Test
    void aMessageBeyondTheLimitStaysClosed() throws Exception {
        byte[] inner = new TnefWriter().file("c.txt", "", "", PDF).octets();
        byte[] tnef = new TnefWriter()
                .file("a.txt", "", "", PDF)
                .file("b.txt", "", "", PDF)
                .message(inner)
                .octets();

        List<Attachment> attachments = Winmail.open(
                        mail("x", tnef), ContentLimits.defaults().withParts(3))
                .attachments();

        assertThat(attachments).extracting(one -> one.name().orElse("")).contains("a.txt", "b.txt");
        assertThat(attachments).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void compressionIsUndoneWhateverTheText() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 40; i++) {
            StringBuilder text = new StringBuilder();
            int words = random.nextInt(600);
            for (int j = 0; j < words; j++) {
                text.append("\\par ".repeat(random.nextInt(2))).append((char) ('a' + random.nextInt(26)));
            }
            MailContent content = Winmail.open(mail(
                    "",
                    new TnefWriter()
                            .binary(0x1009, TnefWriter.compressed(text.toString()))
                            .message()
                            .octets()));

            assertThat(new String(octets(content.attachments().get(0)), StandardCharsets.US_ASCII))
                    .isEqualTo(text.toString());
        }
    }

    @Test
    void whatIsNotCompressedIsGivenAsItIs() throws Exception {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.writeBytes(TnefWriter.numbers(RTF.length() + 12, 4));
        plain.writeBytes(TnefWriter.numbers(RTF.length(), 4));
        plain.writeBytes(TnefWriter.numbers(0x414C454DL, 4));
        plain.writeBytes(TnefWriter.numbers(0, 4));
        plain.writeBytes(RTF.getBytes(StandardCharsets.US_ASCII));

        MailContent content = Winmail.open(mail(
                "",
                new TnefWriter().binary(0x1009, plain.toByteArray()).message().octets()));

        assertThat(new String(octets(content.attachments().get(0)), StandardCharsets.US_ASCII))
                .isEqualTo(RTF);
    }

    @Test
    void messagesInItAreOpenedFiveDeep() throws Exception {
        byte[] inner = new TnefWriter().file("7.txt", "", "", PDF).octets();
        for (int depth = 6; depth > 0; depth--) {
            inner = new TnefWriter()
                    .file(depth + ".txt", "", "", PDF)
                    .message(inner)
                    .octets();
        }

        assertThat(Winmail.open(mail("x", inner)).attachments())
                .extracting(one -> one.name().orElse(one.type()))
                .containsExactly("1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "attachment");
    }

    @Test
    void noMoreAttachmentsAreLookedForThanTheLimitsSay() throws Exception {
        TnefWriter writer = new TnefWriter();
        for (int i = 0; i < 20; i++) {
            writer.file(i + ".txt", "", "", PDF);
        }

        MailContent content = Winmail.open(
                mail("x", writer.octets()), ContentLimits.defaults().withParts(5));

        assertThat(content.attachments()).hasSize(6); // And itself, in which the others are.
        assertThat(content.attachments().get(0).name()).contains("winmail.dat");
        assertThat(content.beyondLimits()).isTrue();
    }

    @Test
    void oneThatIsCutStaysBesideWhatCouldBeRead() throws Exception {
        byte[] whole = new TnefWriter()
                .others()
                .unicode(0x1000, "teapot: 2")
                .message()
                .file("a.txt", "a long name.txt", "text/plain", PDF)
                .file("b.txt", "", "", PDF)
                .octets();
        int borders = 0; // Between two attributes, where the end is as good as any.
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            MailContent content = Winmail.open(mail("x", cut));

            List<Attachment> attachments = content.attachments();
            boolean kept = !attachments.isEmpty() && attachments.get(0).name().equals(Optional.of("winmail.dat"));
            borders += kept ? 0 : 1;
            if (kept) {
                assertThat(octets(attachments.get(0))).isEqualTo(cut);
            }
        }
        assertThat(borders).isBetween(1, 15);
    }

    @Test
    void octetsOfAnyKindHaveAResult() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        byte[] whole = new TnefWriter()
                .others()
                .unicode(0x1000, "teapot: 2")
                .binary(0x1009, TnefWriter.compressed(RTF))
                .message()
                .file("a.txt", "a long name.txt", "text/plain", PDF)
                .message(new TnefWriter().file("c.txt", "", "", PDF).octets())
                .octets();
        for (int i = 0; i < 500; i++) {
            byte[] changed = whole.clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            for (Attachment attachment : Winmail.open(mail("x", changed)).attachments()) {
                attachment.openStream().readAllBytes();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/ms-tnef, x.bin, true",
        "application/vnd.ms-tnef, x.bin, true",
        "application/octet-stream, WINMAIL.DAT, true",
        "application/octet-stream, Win.dat, true",
        "application/octet-stream, x.bin, false"
    })
    void itIsKnownByItsTypeOrItsName(String type, String name, boolean opened) throws Exception {
        byte[] tnef = new TnefWriter().file("a.txt", "", "", PDF).octets();

        MailContent content = Winmail.open(mail("x", type, name, tnef));

        assertThat(content.attachments().get(0).name()).contains(opened ? "a.txt" : name);
    }

    @ParameterizedTest
    @CsvSource({
        "65001, UTF-8, \u00fc\u0434.txt",
        "20127, US-ASCII, a.txt",
        "28591, ISO-8859-1, \u00fc.txt",
        "932, windows-31j, \u65e5\u672c.txt",
        "936, GBK, \u4e2d\u6587.txt",
        "949, x-windows-949, \ud55c\uae00.txt",
        "950, x-windows-950, \u4e2d\u6587.txt",
        "874, x-windows-874, \u0e01.txt",
        "1250, windows-1250, \u017b\u00f3\u0142w.txt",
        "1258, windows-1258, \u0111.txt",
        "4711, windows-1252, \u20ac.txt"
    })
    void aNameIsInTheCodePageThatIsSaid(long number, String charset, String name) throws Exception {
        byte[] tnef = new TnefWriter()
                .codepage(number)
                .file(name.getBytes(charset), PDF)
                .octets();

        assertThat(Winmail.open(mail("x", tnef)).attachments())
                .extracting(one -> one.name().orElse(""))
                .containsExactly(name);
    }

    @Test
    void theLongestNameIsTheFilesAndQuotesInItEndNothing() throws Exception {
        byte[] title = "TITLE.TXT".getBytes(StandardCharsets.US_ASCII);
        byte[] tnef = new TnefWriter()
                .file(title, PDF, TnefWriter.name(0x3704, "SHORT.TXT"), TnefWriter.name(0x3707, "long.txt"))
                .file(title, PDF, TnefWriter.name(0x3001, "shown.txt"), TnefWriter.name(0x3704, "SHORT.TXT"))
                .file(title, PDF, TnefWriter.name(0x3001, "shown.txt"), TnefWriter.name(0x370E, "a/b"))
                .file(title, PDF, TnefWriter.name(0x3707, " "))
                .file(" ".getBytes(StandardCharsets.US_ASCII), PDF)
                .file(title, PDF, TnefWriter.name(0x3707, "a\"; filename=b.txt"))
                .file(title, PDF, TnefWriter.name(0x3707, "first.txt"), TnefWriter.name(0x3707, "second.txt"))
                .octets();

        assertThat(Winmail.open(mail("x", tnef)).attachments())
                .extracting(one -> one.name().orElse(""))
                .containsExactly(
                        "long.txt",
                        "SHORT.TXT",
                        "shown.txt",
                        "TITLE.TXT",
                        "attachment",
                        "a\"; filename=b.txt",
                        "first.txt");
    }

    @Test
    void listsOfPropertiesThatAreLongerThanTheyCanBeAreBroken() throws Exception {
        byte[] many = TnefWriter.numbers(100_001, 4);
        byte[] longer = TnefWriter.name(0x1000, "x");
        longer[8] = 40;

        for (byte[] tnef : List.of(
                new TnefWriter().attribute(1, 0x69003, many).octets(),
                new TnefWriter()
                        .attribute(1, 0x69003, TnefWriter.numbers(1, 4), longer)
                        .file("a.txt", "", "", PDF)
                        .file("b.txt", "", "", PDF)
                        .octets())) {
            MailContent content = Winmail.open(mail("x", tnef));

            assertThat(content.attachments().get(0).name()).contains("winmail.dat");
            assertThat(content.beyondLimits()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void timeGrowsNoFasterThanTheOctets(int kind) throws Exception {
        long one = cost(kind, 2_000);
        long two = cost(kind, 4_000);

        assertThat(two).isLessThan(3 * Math.max(one, 100_000_000));
    }

    private static long cost(int kind, int count) throws Exception {
        TnefWriter writer = new TnefWriter();
        for (int i = 0; i < count; i++) {
            if (kind == 1) {
                writer.file("a.txt", "", "", PDF);
            } else {
                writer.unicode(0x1000 + i, "x");
            }
        }
        writer.message();
        MailContent content = mail("x", writer.octets());
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long begin = ProcessorTime.now();
            Winmail.open(content, ContentLimits.defaults().withParts(1_000_000));
            best = Math.min(best, ProcessorTime.now() - begin);
        }
        return best;
    }

    private static byte[] octets(Attachment attachment) throws Exception {
        return attachment.openStream().readAllBytes();
    }

    private static MailContent mail(String text, byte[] tnef) throws Exception {
        return mail(text, "application/ms-tnef", "winmail.dat", tnef);
    }

    private static MailContent mail(String text, String type, String name, byte[] tnef) throws Exception {
        String message = """
                From: a@example.org
                Subject: s
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                %s
                --b
                Content-Type: %s; name="%s"
                Content-Transfer-Encoding: base64

                %s
                --b--
                """.formatted(text, type, name, Base64.getMimeEncoder().encodeToString(tnef));
        return MailMessages.content(TestMail.of(message.getBytes(StandardCharsets.US_ASCII)));
    }
}
