package org.postern.mime;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.mail.internet.InternetAddress;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.postern.api.MailEnvelope;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;

/**
 * Messages as JSON objects, for those who store them, log them or hand them to a service, with JSON Processing or JSON Binding.
 * What is not there is null, and never left out; lists are perhaps empty. Later versions add names and change none.
 */
public final class MailJson {
    private MailJson() {}

    /**
     * Tells what is known of a message beside its content: {@code id}, {@code mail_from} (an empty text for the null reverse
     * path), {@code rcpt_to}, {@code peer}, {@code local_address}, {@code helo}, {@code protocol}, {@code tls} with
     * {@code version}, {@code cipher} and {@code sni}, {@code user}, {@code size} and {@code received_at} (ISO 8601, in UTC).
     *
     * @param message the message
     * @return a new object, valid after the listener returned
     */
    public static JsonObject of(MailMessage message) {
        MailSession session = message.session();
        return Json.createObjectBuilder()
                .add("id", message.id())
                // The null reverse path is a fact about the message, not a gap in our knowledge: "" and not null.
                .add("mail_from", message.envelope().reversePath().orElse(""))
                .add("rcpt_to", array(message.envelope().recipients(), MailEnvelope.Recipient::address))
                .add("peer", text(session.peer()))
                .add("local_address", text(session.localAddress()))
                .add("helo", session.heloName())
                .add("protocol", session.protocol())
                .add("tls", session.tls().<JsonValue>map(MailJson::of).orElse(JsonValue.NULL))
                .add("user", orNull(session.authenticatedUser()))
                .add("size", message.size())
                .add("received_at", message.receivedAt().toString())
                .build();
    }

    /**
     * Tells what stands in a message: {@code subject}, {@code from}, {@code to}, {@code cc} and {@code reply_to} with
     * {@code name} and {@code address}, {@code date} (ISO 8601, with its offset), {@code message_id}, {@code in_reply_to},
     * {@code references}, {@code text}, {@code html}, {@code attachments} with {@code type}, {@code name}, {@code disposition}
     * and {@code content_id}, {@code automatic} (the reason), and {@code delivery_status} with {@code reporting_mta} and
     * {@code recipients}. The octets of attachments are not in it.
     *
     * @param content what stands in a message
     * @return a new object
     */
    public static JsonObject of(MailContent content) {
        return Json.createObjectBuilder()
                .add("subject", content.subject())
                .add("from", addresses(content.from()))
                .add("to", addresses(content.to()))
                .add("cc", addresses(content.cc()))
                .add("reply_to", addresses(content.replyTo()))
                .add("date", orNull(content.date().map(Object::toString)))
                .add("message_id", orNull(content.messageId()))
                .add("in_reply_to", array(content.inReplyTo(), id -> id))
                .add("references", array(content.references(), id -> id))
                .add("text", orNull(content.text()))
                .add("html", orNull(content.html()))
                .add("attachments", objects(content.attachments(), MailJson::of))
                .add("automatic", orNull(content.automaticReason().map(Enum::name)))
                .add(
                        "delivery_status",
                        content.deliveryStatus().<JsonValue>map(MailJson::of).orElse(JsonValue.NULL))
                .build();
    }

    private static JsonObject of(MailSession.Tls tls) {
        return object(
                Map.entry("version", Optional.of(tls.version())),
                Map.entry("cipher", Optional.of(tls.cipherSuite())),
                Map.entry("sni", tls.serverNameIndication()));
    }

    private static JsonObject of(Attachment attachment) {
        return object(
                Map.entry("type", Optional.of(attachment.type())),
                Map.entry("name", attachment.name()),
                Map.entry("disposition", attachment.disposition()),
                Map.entry("content_id", attachment.contentId()));
    }

    private static JsonObject of(DeliveryStatus status) {
        return Json.createObjectBuilder()
                .add("reporting_mta", orNull(status.reportingMta()))
                .add("recipients", objects(status.recipients(), MailJson::of))
                .build();
    }

    private static JsonObject of(DeliveryStatus.Recipient recipient) {
        return object(
                Map.entry("final_recipient", Optional.of(recipient.finalRecipient())),
                Map.entry("original_recipient", recipient.originalRecipient()),
                Map.entry("action", Optional.of(recipient.action().name())),
                Map.entry("status", recipient.status()),
                Map.entry("diagnostic_code", recipient.diagnosticCode()),
                Map.entry("remote_mta", recipient.remoteMta()));
    }

    private static JsonArray addresses(List<InternetAddress> addresses) {
        return objects(
                addresses,
                one -> object(
                        Map.entry("name", Optional.ofNullable(one.getPersonal())),
                        Map.entry("address", Optional.ofNullable(one.getAddress()))));
    }

    @SafeVarargs
    private static JsonObject object(Map.Entry<String, Optional<String>>... texts) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (Map.Entry<String, Optional<String>> text : texts) {
            object.add(text.getKey(), orNull(text.getValue()));
        }
        return object.build();
    }

    private static <T> JsonArray array(Collection<T> values, Function<T, String> text) {
        return objects(values, value -> Json.createValue(text.apply(value)));
    }

    private static <T> JsonArray objects(Collection<T> values, Function<T, JsonValue> json) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        values.forEach(value -> array.add(json.apply(value)));
        return array.build();
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.<JsonValue>map(Json::createValue).orElse(JsonValue.NULL);
    }

    private static String text(InetSocketAddress socket) {
        String address = socket.getAddress().getHostAddress();
        return (socket.getAddress() instanceof Inet6Address ? "[" + address + "]" : address) + ":" + socket.getPort();
    }
}
