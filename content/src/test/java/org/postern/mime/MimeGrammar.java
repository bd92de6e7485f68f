package org.postern.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Makes messages by the grammar of MIME, the same ones for the same seed, and breaks one of its rules if that is wanted. */
final class MimeGrammar {
    private static final int MOST_DEPTH = 4;

    /** Each breaks a rule wherever it finds a place for that. */
    static final List<UnaryOperator<String>> FAULTS = List.of(
            message -> message.replace("; boundary=", " boundary="),
            message -> message.replaceFirst("boundary=\"([^\"]*)\"", "boundary=\"$1"),
            message -> message.replaceFirst("boundary=\"([^\"]*)\"", "boundary=$1"),
            message -> message.replaceFirst("(?m)^--b(\\d+)--\r\n", ""),
            message -> message.replaceFirst("(?m)^--b(\\d+)\r\n", "--b$1--\r\n"),
            message -> message.replaceFirst("(?m)^--b(\\d+)\r\n", "--b$1\r\n--b$1\r\n"),
            message -> message.replaceFirst("boundary=\"b", "boundary=\"B"),
            message -> message.replaceFirst("; boundary=\"[^\"]*\"", ""),
            message -> message.replaceFirst("\r\n\r\n", "\r\n"),
            message -> message.replace("\r\n", "\n"),
            message -> message.replace("\r\n", "\r"),
            message -> message.replace(" ", "\0"),
            message -> message.replace("base64", "bsae64"),
            message -> message.replace("quoted-printable", "base64"),
            message -> message.replace("base64", "x-uuencode"),
            message -> message.replace("=\r\n", "= \r\n"),
            message -> message.replaceFirst("==?\r\n", "\r\n"),
            message -> message.replace("charset=utf-8", "charset=utf-16"),
            message -> message.replace("charset=utf-8", "charset=\"utf-8"),
            message -> message.replace("charset=utf-8", "charset"),
            message -> message.replace("text/plain", "text"),
            message -> message.replace("Content-Type:", "Content-Type :"),
            message -> message.replace("Content-Type:", "Content-Type"),
            message -> message.replace("filename=", "filename*="),
            message -> message.replace("filename=", "filename*1*="),
            message -> message.replace("attachment; ", "attachment "),
            message -> message.replace("?=", "?"),
            message -> message.replace("?Q?", "?B?"),
            message -> message.replace("<", "<<"),
            message -> message.replace(">", ""),
            message -> message.replace("\"", ""),
            message -> message.replace("Subject: ", "Subject: \r\n"),
            message -> message.replace("multipart/mixed", "multipart/digest"),
            message -> message.replace("multipart/mixed", "message/rfc822"),
            message -> message.replaceFirst("Content-Type: [^\r]*\r\n", "$0$0"));

    private final Random random;
    private int boundaries;

    MimeGrammar(long seed) {
        this.random = new Random(seed);
    }

    /** A part of a well-formed message, as its author thinks of it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Leaf(String type, String name, byte[] octets) {}

    /** A well-formed message and what is in it. */
    record Message(String subject, String from, List<Leaf> leaves, String text) {
        byte[] octets() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    Message message() {
        String subject = words(1 + random.nextInt(4));
        String from = "user" + random.nextInt(100) + "@example.org";
        List<Leaf> leaves = new ArrayList<>();
        String entity = entity(0, leaves);
        String header = "From: " + encoded("J\u00f6rg") + " <" + from
                + ">\r\nTo: a@example.com, \"B, C\" <b@example.com>\r\nSubject: " + encoded(subject)
                + "\r\nMIME-Version: 1.0\r\n";
        return new Message(subject, from, leaves, header + entity);
    }

    byte[] broken() {
        String text = message().text();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text = FAULTS.get(random.nextInt(FAULTS.size())).apply(text);
        }
        return text.getBytes(random.nextInt(4) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** Some octets are others, or missing, or there twice. */
    byte[] mutated(byte[] message) {
        byte[] octets = message.clone();
        for (int i = random.nextInt(8); i >= 0 && octets.length > 0; i--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
        }
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(40));
        text = random.nextBoolean()
                ? text.substring(0, from) + text.substring(to)
                : text.substring(0, to) + text.substring(from);
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    private String entity(int depth, List<Leaf> leaves) {
        return depth < MOST_DEPTH && random.nextInt(3) != 0 ? multipart(depth, leaves) : leaf(leaves);
    }

    private String multipart(int depth, List<Leaf> leaves) {
        String boundary = "b" + ++boundaries;
        String subtype =
                List.of("mixed", "alternative", "related", "report", "signed").get(random.nextInt(5));
        StringBuilder text =
                new StringBuilder("Content-Type: multipart/" + subtype + "; boundary=\"" + boundary + "\"\r\n\r\n");
        text.append(random.nextBoolean() ? "This is MIME.\r\n" : "");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text.append("--")
                    .append(boundary)
                    .append("\r\n")
                    .append(entity(depth + 1, leaves))
                    .append("\r\n");
        }
        return text.append("--").append(boundary).append("--\r\n").toString();
    }

    private String leaf(List<Leaf> leaves) {
        boolean text = random.nextBoolean();
        String type = text ? random.nextBoolean() ? "text/plain" : "text/html" : "application/pdf";
        String name = text ? "" : "file " + random.nextInt(100) + ".pdf";
        byte[] octets = text ? words(random.nextInt(60)).getBytes(StandardCharsets.UTF_8) : bytes();
        leaves.add(new Leaf(type, name, octets));
        String header = "Content-Type: " + type + (text ? "; charset=utf-8" : "") + "\r\n"
                + (text ? "" : "Content-Disposition: attachment; filename=\"" + name + "\"\r\n");
        return switch (text ? random.nextInt(3) : 0) {
            case 0 ->
                header + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(octets);
            case 1 -> header + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(octets);
            default -> header + "Content-Transfer-Encoding: 8bit\r\n\r\n" + new String(octets, StandardCharsets.UTF_8);
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String words(int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(List.of("tea", "Gr\u00fc\u00dfe", "\u20ac", "pot", "\u65e5\u672c", "a=b", "x")
                    .get(random.nextInt(7)));
        }
        return String.join(" ", words);
    }

    private static String quoted(byte[] octets) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (byte octet : octets) {
            String one = octet >= ' ' && octet != '=' ? String.valueOf((char) octet) : "=%02X".formatted(octet & 0xff);
            if (column + one.length() > 70) {
                text.append("=\r\n");
                column = 0;
            }
            text.append(one);
            column += one.length();
        }
        return text.toString();
    }

    private static String encoded(String text) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
