package org.postern.it;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postern.it.MeantMail.Feature;
import org.postern.it.MeantMail.File;
import org.postern.it.MeantMail.Mailbox;
import org.postern.it.MeantMail.Skills;

/** Thinks up messages, each within the skills of the program that is to write it. A seed gives the same ones again. */
final class MeantMails {
    static final String DOMAIN = "shop.example.com";

    private static final List<Language> LANGUAGES = List.of(
            new Language("Two teapots, please. \"Quick\" & cheap: 50% = half.", "us-ascii"),
            new Language("Zwei Teekannen, bitte. Grüße aus Köln, 5 €.", "iso-8859-15", "windows-1252"),
            new Language("Deux théières, s'il vous plaît. À bientôt à Besançon.", "iso-8859-1", "windows-1252"),
            new Language("Dwa czajniki proszę. Żółta łódź, święta źródła.", "iso-8859-2", "windows-1250"),
            new Language("Dvě čajové konvice, prosím. Příliš žluťoučký kůň.", "iso-8859-2"),
            new Language("Два чайника, пожалуйста. Съешь ещё булок.", "koi8-r", "windows-1251", "iso-8859-5"),
            new Language("Два чайники, будь ласка. Ґанок, їжак, єнот.", "windows-1251"),
            new Language("Δύο τσαγιέρες, παρακαλώ. Ευχαριστώ πολύ.", "iso-8859-7"),
            new Language("İki çaydanlık lütfen. Şu ğ harfi, ışık.", "iso-8859-9"),
            new Language("שני קומקומים בבקשה. תודה רבה", "windows-1255", "iso-8859-8"),
            new Language("إبريقان من الشاي من فضلك. شكرا", "windows-1256"),
            new Language("ティーポットを二つお願いします。敬具", "iso-2022-jp", "shift_jis", "euc-jp"),
            new Language("请给我两个茶壶。谢谢", "gb2312", "gbk"),
            new Language("請給我兩個茶壺。謝謝", "big5"),
            new Language("찻주전자 두 개 주세요. 감사합니다", "euc-kr"),
            new Language("ขอกาน้ำชาสองใบ ขอบคุณ", "tis-620"),
            new Language("Hai ấm trà, làm ơn. Cảm ơn bạn.", "utf-8"),
            new Language("Two 🫖🫖, please 👩‍👩‍👧 — thanks 🙏🏽 𝒳", "utf-8"));

    private static final List<String> NAMES = List.of(
            "",
            "Ann Example",
            "Jörg Müller",
            "Müller, Jörg",
            "O'Neil, Conan",
            "山田太郎",
            "Иван Петров",
            "Zoë (Sales)",
            "Dr. Ann B. Example",
            "ann@home",
            "🫖 Teapots Ltd.",
            "Ñandú; García",
            "Łukasz Żółć-Wiśniewski von der Straße");

    private static final List<String> SIMPLE_NAMES = List.of("", "Ann Example", "Jörg Müller", "山田太郎", "Иван Петров");

    private static final List<String> PUNCTUATED_NAMES =
            List.of("Joe \"Jo\" Doe", "Back\\slash", "a <b> c", "Two  blanks");

    private static final List<String> FILE_NAMES = List.of(
            "order.pdf",
            "invoice 2026.pdf",
            "Übersicht März.pdf",
            "請求書.pdf",
            "отчёт за 1 квартал.docx",
            "a;b=c,d.csv",
            "100% sure.txt",
            "it's.txt",
            "archive.tar.gz",
            "noextension",
            "(1) [copy].png",
            "emoji 🫖.png",
            "very long name of a file that no mail program can write into one line of a header without folding it äöü.zip");

    private static final List<String> PUNCTUATED_FILE_NAMES = List.of("he said \"hi\".txt", "two  blanks.txt");

    private static final Map<String, String> TYPES = Map.of(
            "pdf",
            "application/pdf",
            "csv",
            "text/csv",
            "txt",
            "text/plain",
            "png",
            "image/png",
            "gz",
            "application/gzip",
            "zip",
            "application/zip",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final SplittableRandom random;
    private int number;

    MeantMails(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A recipient that no other message has. */
    static String recipient(int number) {
        return "day+" + number + "@" + DOMAIN;
    }

    MeantMail next(Skills skills) {
        number++;
        Language language = any(LANGUAGES);
        boolean html = skills.has(Feature.HTML) && oneIn(2);
        boolean onlyHtml = html && (!skills.has(Feature.ALTERNATIVE) || oneIn(3));
        boolean empty = !html && skills.has(Feature.EMPTY) && oneIn(12);
        List<File> inline = html && skills.has(Feature.INLINE) && oneIn(2) ? images() : List.of();
        String text = empty ? "" : text(language, skills);
        return new MeantMail(
                skills.program(),
                recipient(number),
                new Mailbox(name(skills), oneIn(4) ? "first.last+tag@mail.example.org" : "ann@example.org"),
                skills.has(Feature.RECIPIENTS) ? mailboxes(skills, 1 + random.nextInt(3), "to") : List.of(alone()),
                skills.has(Feature.RECIPIENTS) && oneIn(3) ? mailboxes(skills, 1 + random.nextInt(2), "cc") : List.of(),
                subject(skills, language),
                onlyHtml ? Optional.empty() : Optional.of(text),
                html ? Optional.of(html(text, inline)) : Optional.empty(),
                inline,
                skills.has(Feature.ATTACHMENTS) && oneIn(3) ? files(skills) : List.of(),
                skills.has(Feature.CALENDAR) && html && !onlyHtml && inline.isEmpty() && oneIn(3)
                        ? Optional.of(calendar(language))
                        : Optional.empty(),
                skills.has(Feature.FORWARD) && oneIn(8) ? Optional.of(forwarded()) : Optional.empty(),
                skills.has(Feature.FIELDS) ? fields() : Map.of(),
                skills.has(Feature.CHARSETS) && oneIn(2) ? language.charset(random) : "utf-8");
    }

    private Mailbox alone() {
        return new Mailbox("", recipient(number));
    }

    private List<Mailbox> mailboxes(Skills skills, int count, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Mailbox(name(skills), prefix + any(List.of("", ".d", "-f_g")) + i + "@example.net"))
                .toList();
    }

    private String name(Skills skills) {
        if (!skills.has(Feature.NAMES)) {
            return any(SIMPLE_NAMES);
        }
        return skills.has(Feature.PUNCTUATION) && oneIn(6) ? any(PUNCTUATED_NAMES) : any(NAMES);
    }

    private String subject(Skills skills, Language language) {
        return switch (random.nextInt(8)) {
            case 0 -> "Order " + number;
            case 1 -> "Re: " + language.sample();
            case 2 -> "long " + "word ".repeat(50) + "end";
            case 3 ->
                ("Fwd: " + language.sample() + " ")
                        .repeat(skills.has(Feature.LONG_SUBJECTS) ? 4 : 1)
                        .strip();
            case 4 -> skills.has(Feature.NO_SUBJECT) ? "" : "?";
            case 5 -> skills.has(Feature.PUNCTUATION) ? "\"quoted\" <a@b> (c); = ?= =?" : "quoted";
            default -> language.sample();
        };
    }

    private String text(Language language, Skills skills) {
        String sample = language.sample();
        return switch (random.nextInt(8)) {
            case 0 -> sample;
            case 1 -> "Hello,\n\n" + (sample + "\n").repeat(5) + "\n-- \nAnn\n+49 30 123456\n";
            case 2 -> ".\n..leading dots\n.\n" + sample + "\n";
            case 3 ->
                !skills.has(Feature.FROM_LINES)
                        ? sample + "\n"
                        : "From here on\n>From there\nFrom: no header\n\n" + sample + "\n";
            case 4 -> skills.has(Feature.LONG_LINES) ? (sample + " ").repeat(60).strip() + "\n" : sample + "\n";
            case 5 ->
                sample + "\n\nOn Mon, 2 Mar 2026 at 10:00, Bob <bob@example.net> wrote:\n> " + sample + "\n>> old\n";
            case 6 -> (sample + "\n").repeat(80);
            default -> "\n\n  indented " + sample + "\n\ttab\n\nend=3D=\n";
        };
    }

    private static String html(String text, List<File> inline) {
        String images = inline.stream()
                .map(image -> "<img src=\"cid:" + image.cid() + "\" alt=\"\">")
                .collect(Collectors.joining());
        return "<!DOCTYPE html>\n<html><body><p>"
                + text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>\n") + "</p>" + images
                + "</body></html>\n";
    }

    private List<File> images() {
        return IntStream.rangeClosed(1, 1 + random.nextInt(2))
                .mapToObj(i ->
                        new File("image" + i + ".png", "image/png", octets(200), "image" + i + "." + number + "@x"))
                .toList();
    }

    private List<File> files(Skills skills) {
        int count = oneIn(6) ? 12 : 1 + random.nextInt(3);
        Map<String, File> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = skills.has(Feature.PUNCTUATION) && oneIn(8) ? any(PUNCTUATED_FILE_NAMES) : any(FILE_NAMES);
            String extension = name.substring(name.lastIndexOf('.') + 1);
            files.put(
                    name,
                    new File(
                            name,
                            TYPES.getOrDefault(extension, "application/octet-stream"),
                            extension.equals("csv") || extension.equals("txt")
                                    ? "a;b\n1;ü\n".getBytes(StandardCharsets.UTF_8)
                                    : octets(any(List.of(0, 1, 57, 58, 1_000, 20_000))),
                            ""));
        }
        return List.copyOf(files.values());
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        if (count > 0) {
            octets[0] = 0; // What has no extension is no text at a glance.
        }
        return octets;
    }

    private String calendar(Language language) {
        return String.join(
                        "\r\n",
                        "BEGIN:VCALENDAR",
                        "VERSION:2.0",
                        "PRODID:-//example//EN",
                        "METHOD:REQUEST",
                        "BEGIN:VEVENT",
                        "UID:" + number + "@example.org",
                        "DTSTAMP:20260302T100000Z",
                        "DTSTART:20260303T100000Z",
                        "SUMMARY:" + language.sample().replace(",", "\\,").replace(";", "\\;"),
                        "END:VEVENT",
                        "END:VCALENDAR")
                + "\r\n";
    }

    private String forwarded() {
        return "From: Bob <bob@example.net>\r\nTo: ann@example.org\r\nSubject: inner " + number
                + "\r\nMessage-ID: <inner." + number + "@example.net>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n"
                + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n"
                + "Content-Transfer-Encoding: 7bit\r\n\r\ninner text\r\n";
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        if (oneIn(2)) {
            fields.put("Message-ID", "<" + number + ".day@mail.example.org>");
        }
        if (oneIn(3)) {
            fields.put("In-Reply-To", "<order-" + number + "@" + DOMAIN + ">");
            fields.put("References", "<first@" + DOMAIN + "> <order-" + number + "@" + DOMAIN + ">");
        }
        switch (random.nextInt(8)) {
            case 0 -> fields.put("List-Id", "<teapots.lists.example.org>");
            case 1 -> fields.put("Auto-Submitted", "auto-replied");
            case 2 -> fields.put("Reply-To", "desk@example.org");
            default -> {}
        }
        return fields;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** A sentence, and charsets beside UTF-8 in which all of it can be written. */
    private record Language(String sample, List<String> charsets) {
        Language(String sample, String... charsets) {
            this(sample, List.of(charsets));
            for (String charset : charsets) {
                if (!Charset.forName(charset).newEncoder().canEncode(sample)) {
                    throw new IllegalArgumentException(charset + " has not all of " + sample);
                }
            }
        }

        String charset(SplittableRandom random) {
            return charsets.get(random.nextInt(charsets.size()));
        }
    }
}
