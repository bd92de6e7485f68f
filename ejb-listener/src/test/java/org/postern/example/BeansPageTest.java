package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.postern.test.SenderReplyAssert.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postern.api.DeliveryTracer;
import org.postern.api.MailEndpoint;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.api.ReplyingMailListener;
import org.postern.endpoint.Detail;
import org.postern.endpoint.NewText;
import org.postern.endpoint.OnMail;
import org.postern.endpoint.OnRecipient;
import org.postern.endpoint.OnReport;
import org.postern.endpoint.Part;
import org.postern.mime.Attachment;
import org.postern.mime.DeliveryStatus;
import org.postern.mime.MailJson;
import org.postern.mime.MailMessages;
import org.postern.test.SenderReply;
import org.postern.test.TestContainer;
import org.postern.test.TestMessage;

/** The examples of docs/beans.md. Each line of them stands in this file, and is run here. */
class BeansPageTest {
    private static final Path PAGE = Path.of("..", "docs", "beans.md");
    private static final Path THIS = Path.of("src/test/java/org/postern/example/BeansPageTest.java");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");

    @RegisterExtension
    final LogRecords logOfAdapter = LogRecords.ofAdapter();

    private final TestMessage message = TestMessage.of("""
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
            X-Priority: 1
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: application/pdf; name=a.pdf

            %PDF
            --b--
            """).sentBy("a@example.org");

    @Test
    void eachLineOfAnExampleIsRunHere() throws IOException {
        List<String> here = Files.readAllLines(THIS).stream()
                .map(line -> line.strip().replace("public static class", "public class"))
                .toList();

        assertThat(EXAMPLE.matcher(Files.readString(PAGE)).results())
                .hasSizeGreaterThan(5)
                .flatExtracting(
                        example -> example.group(1).lines().map(String::strip).toList())
                .isSubsetOf(here);
    }

    /** As a bean that makes tickets. */
    static final class TicketDesk implements ReplyingMailListener {
        private final Tickets tickets = mail -> 4711;

        @Override
        public MailReply onMail(MailMessage message) throws MailRejectedException {
            long ticket = tickets.create(message);
            return MailReply.accepted("Ticket " + ticket).withLogKey("ticket " + ticket);
        }
    }

    private interface Tickets {
        long create(MailMessage message);
    }

    @Test
    void aTextForTheSender() {
        try (TestContainer container = TestContainer.of(new TicketDesk())) {
            SenderReply reply = container.deliver(message);

            assertThat(reply)
                    .isAccepted()
                    .hasCode(250)
                    .hasEnhancedCode("2.0.0")
                    .hasText("OK, message " + reply.messageId().orElseThrow() + " accepted: Ticket 4711");
            assertThat(logOfAdapter.messages())
                    .filteredOn(line -> line.startsWith("POSTERN-2001"))
                    .singleElement()
                    .asString()
                    .endsWith(": ticket 4711");
        }
    }

    /** As in the page, and nothing more. */
    public static class Desk implements MailEndpoint {
        @OnRecipient("orders+{id}@shop.example.com")
        public void exists(@Detail("id") long id) throws MailRejectedException {}

        @OnMail(to = "orders+{id}@shop.example.com", header = "X-Kind: invoice")
        public MailReply invoice(@Detail("id") long id, @Part("application/pdf") InputStream pdf) {
            return MailReply.accepted();
        }

        @OnMail(to = "orders+{id}@shop.example.com")
        public MailReply order(@Detail("id") long id, @NewText String text) {
            return MailReply.accepted("Order " + id);
        }

        @OnReport
        public void bounced(DeliveryStatus report) {}
    }

    @Test
    void methodsThatSayWhichMailTheyTake() {
        TestMessage order = message.to("orders+4711@shop.example.com");
        try (TestContainer container = TestContainer.of(new Desk())) {
            assertThat(container.deliver(order)).isAccepted().hasTextContaining("accepted: Order 4711");
            SenderReply invoice = container.deliver(order.header("X-Kind", "invoice"));
            assertThat(invoice)
                    .isAccepted()
                    .hasText("OK, message " + invoice.messageId().orElseThrow() + " accepted");
            assertThat(container.deliver(message.to("orders+x@shop.example.com")))
                    .isRejected()
                    .hasCode(550)
                    .hasEnhancedCode("5.6.0");
            assertThat(container.deliver(message)).isRejected().hasCode(550).hasEnhancedCode("5.6.0");
        }
    }

    @Test
    void aHeaderWithoutAParser() throws Exception {
        MailHeaders headers = message.headers();
        String subject = headers.first("Subject").orElse("(no subject)");
        boolean urgent = headers.all("X-Priority").contains("1");

        assertThat(subject).isEqualTo("Gr\u00fc\u00dfe");
        assertThat(urgent).isTrue();
    }

    @Test
    void theDetailOfAnAddress() {
        TestMessage message = this.message.to("orders+4711@shop.example.com").takenFor("orders+*@shop.example.com");

        Optional<String> order = message.envelope().recipients().get(0).detail();

        assertThat(order).hasValue("4711");
        assertThat(this.message.envelope().recipients().get(0).detail()).isEmpty();
    }

    @Test
    void notTwice() throws Exception {
        String key = message.deliveryKey();

        assertThat(key).hasSize(64);
    }

    @Test
    void attachmentsOfAnySize() throws Exception {
        Map<String, String> stored = new HashMap<>();
        Storage storage = (name, octets) -> stored.put(name, new String(octets.readAllBytes(), StandardCharsets.UTF_8));

        for (Attachment attachment : MailMessages.content(message).attachments()) {
            try (InputStream octets = attachment.openStream()) {
                storage.put(attachment.name().orElse("unnamed"), octets);
            }
        }

        assertThat(stored).isEqualTo(Map.of("a.pdf", "%PDF"));
    }

    private interface Storage {
        void put(String name, InputStream octets) throws IOException;
    }

    @Test
    void asJson() throws Exception {
        JsonObject envelope = MailJson.of(message);
        JsonObject content = MailJson.of(MailMessages.content(message));

        assertThat(envelope.getString("mail_from")).isEqualTo("a@example.org");
        assertThat(content.getString("subject")).isEqualTo("Gr\u00fc\u00dfe");
    }

    @Test
    void aRefusalAndItsCause() {
        SQLException failure = new SQLException("no connection");

        assertThatExceptionOfType(MailRejectedException.class)
                .isThrownBy(() -> {
                    throw MailRejectedException.temporarily("4.3.0", "No tickets at the moment")
                            .causedBy(failure);
                })
                .withCause(failure);
    }

    /** As in the page, and nothing more. The scope is closed when the call has ended, and no later than that. */
    @SuppressWarnings("MustBeClosedChecker")
    public static class MailSpans implements DeliveryTracer {
        @Override
        public Trace begin(MailMessage mail, String bean) {
            String client = mail.session().peer().getAddress().getHostAddress();
            Span span = GlobalOpenTelemetry.getTracer("mail")
                    .spanBuilder("receive mail")
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute("messaging.message.id", mail.id())
                    .setAttribute("client.address", client)
                    .setAttribute("bean", bean)
                    .startSpan();
            Scope scope = span.makeCurrent();
            return (code, reason) -> {
                span.setAttribute("smtp.reply", code).setAttribute("reason", reason);
                if (code >= 400) {
                    span.setStatus(StatusCode.ERROR, reason);
                }
                scope.close();
                span.end();
            };
        }
    }

    @Test
    void aSpanForEachMessage() {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        GlobalOpenTelemetry.resetForTest();
        try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build()) {
            GlobalOpenTelemetry.set(sdk);
            Span before = Span.current();
            DeliveryTracer.Trace taken = new MailSpans().begin(message, "TicketDesk");
            Span during = Span.current();
            taken.end(250, "committed");
            new MailSpans().begin(message, "TicketDesk").end(451, "rolled back");

            assertThat(during).isNotSameAs(before);
            assertThat(Span.current()).isSameAs(before);
            assertThat(spans.getFinishedSpanItems())
                    .extracting(
                            span -> span.getName(),
                            span -> span.getKind(),
                            span -> span.getAttributes().get(AttributeKey.stringKey("bean")),
                            span -> span.getAttributes().get(AttributeKey.stringKey("messaging.message.id")),
                            span -> span.getAttributes().get(AttributeKey.longKey("smtp.reply")),
                            span -> span.getStatus().getStatusCode())
                    .containsExactly(
                            tuple(
                                    "receive mail",
                                    SpanKind.CONSUMER,
                                    "TicketDesk",
                                    message.id(),
                                    250L,
                                    StatusCode.UNSET),
                            tuple(
                                    "receive mail",
                                    SpanKind.CONSUMER,
                                    "TicketDesk",
                                    message.id(),
                                    451L,
                                    StatusCode.ERROR));
        } finally {
            GlobalOpenTelemetry.resetForTest();
        }
    }
}
