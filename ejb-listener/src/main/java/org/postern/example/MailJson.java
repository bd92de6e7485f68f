package org.postern.example;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.postern.api.MailEnvelope.Recipient;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;

/** What is known of a message beside its content, as JSON. */
final class MailJson {
    private MailJson() {}

    static JsonObject of(MailMessage message) {
        JsonArrayBuilder recipients = Json.createArrayBuilder();
        for (Recipient recipient : message.envelope().recipients()) {
            recipients.add(recipient.address());
        }
        MailSession session = message.session();
        return Json.createObjectBuilder()
                .add("id", message.id())
                // The null reverse path is a fact about the message, not a gap in our knowledge: "" and not null.
                .add("mail_from", message.envelope().reversePath().orElse(""))
                .add("rcpt_to", recipients)
                .add("peer", text(session.peer()))
                .add("local_address", text(session.localAddress()))
                .add("helo", session.heloName())
                .add("protocol", session.protocol())
                .add("tls", session.tls().<JsonValue>map(MailJson::of).orElse(JsonValue.NULL))
                .add("size", message.size())
                .add("received_at", message.receivedAt().toString())
                .build();
    }

    private static JsonObject of(MailSession.Tls tls) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("version", tls.version()).add("cipher", tls.cipherSuite());
        tls.serverNameIndication().ifPresentOrElse(name -> json.add("sni", name), () -> json.addNull("sni"));
        return json.build();
    }

    private static String text(InetSocketAddress socket) {
        String address = socket.getAddress().getHostAddress();
        return (socket.getAddress() instanceof Inet6Address ? "[" + address + "]" : address) + ":" + socket.getPort();
    }
}
