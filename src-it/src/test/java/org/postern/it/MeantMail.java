package org.postern.it;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A message as the program that is going to write it means it: the plan of {@code src/test/programs}, and what the reader
 * should find.
 *
 * @param recipient of the envelope: no two messages have the same
 * @param inline images that the HTML refers to
 * @param calendar an invitation
 * @param forwarded another message
 * @param fields of the header, beside those that are components
 * @param charset of the texts, where the program can choose
 */
record MeantMail(
        String program,
        String recipient,
        Mailbox from,
        List<Mailbox> to,
        List<Mailbox> cc,
        String subject,
        Optional<String> text,
        Optional<String> html,
        List<File> inline,
        List<File> attachments,
        Optional<String> calendar,
        Optional<String> forwarded,
        Map<String, String> fields,
        String charset) {

    /** What a program can write, beside a short text of its own language. */
    enum Feature {
        HTML,
        /** HTML with a text beside it. */
        ALTERNATIVE,
        /** Images in the HTML. */
        INLINE,
        ATTACHMENTS,
        /** Says of what type those are, and does not guess. */
        TYPES,
        CALENDAR,
        FORWARD,
        /** Any field of the header. */
        FIELDS,
        /** Names beside the addresses of recipients, several of those, and {@code Cc}. */
        RECIPIENTS,
        /** Charsets other than UTF-8. */
        CHARSETS,
        /** No text at all. */
        EMPTY,
        /** Lines as long as one likes: what encodes nothing has to end them before 998 octets. */
        LONG_LINES,
        /** Lines of the text that begin like a header or a mailbox. */
        FROM_LINES,
        /** An own name with commas and the like in whatever script. */
        NAMES,
        /** Long subjects in any script. */
        LONG_SUBJECTS,
        /** An empty subject. */
        NO_SUBJECT,
        /** Names and subjects with quotes, backslashes and whatever else needs care. */
        PUNCTUATION
    }

    /** What one program can. */
    record Skills(String program, Set<Feature> features) {
        boolean has(Feature feature) {
            return features.contains(feature);
        }
    }

    record Mailbox(String name, String address) {
        JsonObject json() {
            return Json.createObjectBuilder()
                    .add("name", name)
                    .add("address", address)
                    .build();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared by its octets where it is compared.
    record File(String name, String type, byte[] content, String cid) {
        JsonObject json() {
            return Json.createObjectBuilder()
                    .add("name", name)
                    .add("type", type)
                    .add("content", Base64.getEncoder().encodeToString(content))
                    .add("cid", cid)
                    .build();
        }
    }

    /** What the scripts read. */
    JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("program", program)
                .add("recipient", recipient)
                .add("from", from.json())
                .add("to", mailboxes(to))
                .add("cc", mailboxes(cc))
                .add("subject", subject)
                .add("inline", files(inline))
                .add("attachments", files(attachments))
                .add("charset", charset);
        JsonObjectBuilder more = Json.createObjectBuilder();
        fields.forEach(more::add);
        json.add("fields", more);
        Map<String, Optional<String>> texts = new LinkedHashMap<>();
        texts.put("text", text);
        texts.put("html", html);
        texts.put("calendar", calendar);
        texts.put("forwarded", forwarded);
        texts.forEach((name, value) -> value.ifPresentOrElse(there -> json.add(name, there), () -> json.addNull(name)));
        return json.build();
    }

    private static JsonArrayBuilder mailboxes(List<Mailbox> all) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        all.forEach(one -> array.add(one.json()));
        return array;
    }

    private static JsonArrayBuilder files(List<File> all) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        all.forEach(one -> array.add(one.json()));
        return array;
    }
}
