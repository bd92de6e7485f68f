package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that bend one rule each, in {@code cases.txt}. */
class OwnCasesTest {
    private static final String NOTHING = "-";

    record Case(String name, List<String> message, List<String> expected) {
        TestMail mail() {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            message.forEach(line -> octets.writeBytes(Escapes.octets(line + "\\r\\n")));
            return TestMail.of(octets.toByteArray());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("### ")) {
                cases.add(new Case(line.substring("### ".length()), new ArrayList<>(), new ArrayList<>()));
            } else if (!cases.isEmpty()) {
                Case last = cases.get(cases.size() - 1);
                if (line.startsWith("=> ")) {
                    last.expected().add(line.substring("=> ".length()));
                } else if (last.expected().isEmpty()) {
                    last.message().add(line);
                }
            }
        }
        return cases.stream();
    }

    @Test
    void thereAreMoreOfThemThanTheCorpusHas() {
        assertThat(cases()).hasSizeGreaterThan(150).allMatch(one -> !one.expected()
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsBentIsReadAsItIsMeant(Case one) throws Exception {
        MailContent content = MailMessages.content(one.mail());

        for (String expected : one.expected()) {
            String component = expected.split(" ", 2)[0];
            String value = expected.substring(component.length());
            assertThat(component + " " + component(content, component))
                    .isEqualTo(component + " " + Escapes.text(value.isEmpty() ? "" : value.substring(1)));
        }
        assertThat(content.beyondLimits()).isFalse();
    }

    private static String component(MailContent content, String name) throws IOException {
        return switch (name) {
            case "subject" -> content.subject();
            case "text" -> shown(content.text());
            case "html" -> shown(content.html());
            case "from" -> addresses(content.from());
            case "to" -> addresses(content.to());
            case "files" -> files(content.attachments());
            case "outside" -> files(content.outside());
            case "inline" ->
                content.inlineImages().stream()
                        .map(one -> one.name().orElse(""))
                        .collect(Collectors.joining("; "));
            case "calendar" -> String.join("; ", content.calendars());
            case "id" -> content.messageId().orElse(NOTHING);
            case "reply-of" -> String.join(" ", content.inReplyTo());
            case "thread" -> String.join(" ", content.references());
            case "date" -> content.date().map(Object::toString).orElse(NOTHING);
            case "auto" -> content.automaticReason().map(Enum::name).orElse(NOTHING);
            case "status", "original", "diagnostic", "mta", "envelope" ->
                report(content.deliveryStatus().orElseThrow(), name);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String report(DeliveryStatus report, String name) {
        return switch (name) {
            case "mta" -> report.reportingMta().orElse(NOTHING);
            case "envelope" -> report.originalEnvelopeId().orElse(NOTHING);
            case "original" -> recipients(report, one -> one.originalRecipient().orElse(NOTHING));
            case "diagnostic" -> recipients(report, one -> one.diagnosticCode().orElse(NOTHING));
            default -> recipients(report, Object::toString);
        };
    }

    private static String recipients(DeliveryStatus report, Function<DeliveryStatus.Recipient, String> text) {
        return report.recipients().stream().map(text).collect(Collectors.joining("; "));
    }

    /** Line ends at the end do not count. */
    private static String shown(Optional<String> text) {
        return text.map(one -> one.replace("\r\n", "\n").replaceAll("[\r\n]+$", ""))
                .orElse(NOTHING);
    }

    private static String addresses(List<InternetAddress> addresses) {
        return addresses.isEmpty()
                ? NOTHING
                : addresses.stream()
                        .map(one -> (one.getPersonal() == null ? "" : one.getPersonal() + " ") + "<" + one.getAddress()
                                + ">")
                        .collect(Collectors.joining("; "));
    }

    private static String files(List<Attachment> attachments) throws IOException {
        List<String> files = new ArrayList<>();
        for (Attachment one : attachments) {
            try (InputStream in = one.openStream()) {
                String octets = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                files.add(one.type() + "|" + one.name().orElse("") + "|" + octets.replaceAll("[\r\n]+$", ""));
            }
        }
        return files.isEmpty() ? NOTHING : String.join("; ", files);
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(OwnCasesTest.class.getResourceAsStream("cases.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
