package org.postern.mime;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a message should be read as. A component that is absent is not looked at; null is none. A value may be
 * {@code {"anyOf": [...]}}, a text {@code {"startsWith", "length"}}, {@code {"lines"}} or {@code {"sha256"}}, a list of addresses
 * {@code {"includes"}}.
 */
final class ExpectedContent {
    private final JsonObject answer;

    ExpectedContent(JsonObject answer) {
        this.answer = answer;
    }

    /** What differs, by component; empty if nothing does. */
    Map<String, String> differences(MailContent content) {
        Map<String, String> differences = new TreeMap<>();
        answer.forEach((name, expected) -> {
            Object found = component(content, name);
            if (!agrees(expected, found)) {
                differences.put(name, found + " is not " + expected);
            }
        });
        return differences;
    }

    private static @Nullable Object component(MailContent content, String name) {
        return switch (name) {
            case "subject" -> content.subject();
            case "messageId" -> content.messageId().orElse(null);
            case "automatic" -> content.automatic();
            case "text" -> content.text().map(Text::new).orElse(new Text(""));
            case "html" -> content.html().map(Text::new).orElse(new Text(""));
            case "from" -> addresses(content.from());
            case "to" -> addresses(content.to());
            case "cc" -> addresses(content.cc());
            case "attachments" -> content.attachments();
            case "deliveryStatus" -> content.deliveryStatus().orElse(null);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Of which CRLF counts as LF, and line ends at the end do not count. */
    private record Text(String value) {
        String normal() {
            return value.replace("\r\n", "\n").replaceAll("[\r\n]+$", "");
        }
    }

    private static List<List<@Nullable String>> addresses(List<InternetAddress> addresses) {
        List<List<@Nullable String>> pairs = new ArrayList<>();
        for (InternetAddress address : addresses) {
            List<@Nullable String> pair = new ArrayList<>();
            pair.add(address.getPersonal());
            pair.add(address.getAddress());
            pairs.add(pair);
        }
        return pairs;
    }

    private static boolean agrees(JsonValue expected, @Nullable Object found) {
        if (expected instanceof JsonObject object && object.containsKey("anyOf")) {
            return object.getJsonArray("anyOf").stream().anyMatch(one -> agrees(one, found));
        }
        if (found instanceof Text text) {
            return agrees(expected, text);
        }
        if (found instanceof DeliveryStatus status) {
            return expected instanceof JsonObject object && agrees(object, status);
        }
        if (found instanceof List<?> list
                && list.stream().allMatch(Attachment.class::isInstance)
                && isFiles(expected)) {
            return files(expected.asJsonArray(), list);
        }
        if (found instanceof List<?> list) {
            return list(expected, list);
        }
        return Objects.equals(plain(expected), found);
    }

    private static boolean isFiles(JsonValue expected) {
        return expected instanceof JsonArray array && array.stream().allMatch(one -> one instanceof JsonObject);
    }

    private static boolean list(JsonValue expected, List<?> found) {
        if (expected instanceof JsonObject object) {
            return object.getJsonArray("includes").stream()
                    .allMatch(one -> found.stream().anyMatch(two -> agrees(one, two)));
        }
        if (expected == JsonValue.NULL) {
            return found.isEmpty();
        }
        JsonArray array = expected.asJsonArray();
        if (array.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            if (!agrees(array.get(i), found.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean agrees(JsonValue expected, Text text) {
        if (expected instanceof JsonObject object) {
            return (!object.containsKey("startsWith") || text.normal().startsWith(object.getString("startsWith")))
                    && (!object.containsKey("length") || text.normal().length() == object.getInt("length"))
                    && (!object.containsKey("sha256")
                            || sha256(text.normal().getBytes(StandardCharsets.UTF_8))
                                    .equals(object.getString("sha256")))
                    && (!object.containsKey("lines") || inOrder(object.getJsonArray("lines"), text));
        }
        String value = expected instanceof JsonString string ? string.getString() : "";
        return new Text(value).normal().equals(text.normal());
    }

    private static boolean inOrder(JsonArray lines, Text text) {
        List<String> left = new ArrayList<>(text.normal().lines().toList());
        for (JsonString line : lines.getValuesAs(JsonString.class)) {
            int at = left.indexOf(line.getString());
            if (at < 0) {
                return false;
            }
            left = left.subList(at + 1, left.size());
        }
        return true;
    }

    private static boolean files(JsonArray expected, List<?> found) {
        if (expected.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            if (!agrees(expected.getJsonObject(i), (Attachment) found.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean agrees(JsonObject expected, Attachment found) {
        byte[] octets;
        try (var in = found.openStream()) {
            octets = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (!expected.containsKey("name")
                        || agrees(expected.get("name"), found.name().orElse(null)))
                && (!expected.containsKey("type") || agrees(expected.get("type"), found.type()))
                && (!expected.containsKey("content")
                        || agrees(expected.get("content"), new Text(new String(octets, StandardCharsets.UTF_8))))
                && (!expected.containsKey("b64")
                        || new Text(latin1(Base64.getDecoder().decode(expected.getString("b64"))))
                                .normal()
                                .equals(new Text(latin1(octets)).normal()))
                && (!expected.containsKey("sha256") || sha256(octets).equals(expected.getString("sha256")));
    }

    private static boolean agrees(JsonObject expected, DeliveryStatus found) {
        JsonArray recipients = expected.getJsonArray("recipients");
        boolean same = agrees(expected.get("reportingMta"), found.reportingMta().orElse(null))
                && agrees(
                        expected.get("originalEnvelopeId"),
                        found.originalEnvelopeId().orElse(null))
                && recipients.size() == found.recipients().size();
        for (int i = 0; same && i < recipients.size(); i++) {
            same = agrees(recipients.getJsonObject(i), found.recipients().get(i));
        }
        return same;
    }

    private static boolean agrees(JsonObject expected, DeliveryStatus.Recipient found) {
        return agrees(expected.get("finalRecipient"), found.finalRecipient())
                && agrees(
                        expected.get("originalRecipient"),
                        found.originalRecipient().orElse(null))
                && agrees(expected.get("action"), found.action().name())
                && agrees(expected.get("status"), found.status().orElse(null))
                && agrees(
                        expected.get("diagnosticCode"),
                        found.diagnosticCode().map(ExpectedContent::oneBlank).orElse(null));
    }

    private static String oneBlank(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static @Nullable Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> ((JsonString) value).getString();
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
            case NUMBER -> ((JsonNumber) value).intValue();
            default -> value;
        };
    }

    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return Optional.of(answer.toString())
                .map(text -> text.substring(0, Math.min(200, text.length())))
                .get();
    }
}
