package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The other side of a conversation: sends octets, does what the owner of the socket would do, and writes down what
 * happens, one line each:
 *
 * <pre>
 * C: a line the client sends; lines that follow each other are sent in one piece. {0A} is the octet 0x0A
 * c: the same without CRLF
 * S: a line the server sends; "S: 250-..." stands for the lines of EHLO that are always the same
 * N: the next step the owner of the socket is told: DELIVER with the envelope, START_TLS, SIGHTED with
 *    what was anomalySeen, CLOSE with its reason
 * E: an event the owner of the socket tells
 * </pre>
 */
final class Peer {
    static final String HOST = "mx.example.org";
    private static final String SAME_FOR_ALL = """
            S: 250-PIPELINING
            S: 250-SIZE 1000000
            S: 250-8BITMIME
            S: 250-BINARYMIME
            S: 250-CHUNKING
            S: 250-SMTPUTF8
            S: 250-DSN
            S: 250-DELIVERBY
            S: 250-MT-PRIORITY
            S: 250-LIMITS RCPTMAX=100""";
    private static final Pattern OCTET = Pattern.compile("\\{([0-9A-F]{2})}");

    private final List<RecordingSink> bodies = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<Envelope> envelopes = new ArrayList<>();
    private final List<Security> firstMails = new ArrayList<>();
    private final Conversation conversation;
    /** Says the same where envelopes must be written to the letter, unless a test is about that. */
    private final Optional<Peer> strict;

    private ByteBuffer pending = ByteBuffer.allocate(0);
    /** Whether the server has greeted; the peer waits for that before it sends the first octet. */
    private boolean greeted;

    Peer(Security security, Limits limits) {
        this(security, limits, Service.SMTP);
    }

    Peer(Security security, Limits limits, Service service) {
        this(security, limits, service, recipient -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private Peer(
            Security security,
            Limits limits,
            Service service,
            Function<Recipient, CompletableFuture<Optional<Reply>>> recipients) {
        this(
                security,
                limits,
                service,
                recipients,
                policyOf(service),
                Authenticator.none(),
                EnvelopeSyntax.LENIENT,
                Optional.of(new Peer(
                        security,
                        limits,
                        service,
                        recipients,
                        policyOf(service),
                        Authenticator.none(),
                        EnvelopeSyntax.STRICT,
                        Optional.empty())));
    }

    private Peer(
            Security security,
            Limits limits,
            Service service,
            Function<Recipient, CompletableFuture<Optional<Reply>>> recipients,
            UserPolicy policy,
            Authenticator users,
            EnvelopeSyntax syntax,
            Optional<Peer> strict) {
        this.strict = strict;
        MessageStore store = new MessageStore() {
            @Override
            public BodySink begin() {
                return newBody();
            }

            @Override
            public CompletableFuture<Optional<Reply>> refusalOfRecipient(Recipient recipient) {
                return recipients.apply(recipient);
            }
        };
        conversation = new Conversation(
                new ConversationSettings(HOST, limits, service, policy, syntax), security, store, users);
    }

    /** Where envelopes must be written so, for what depends on it; nothing said yet. */
    static Peer of(EnvelopeSyntax syntax, Security security, Limits limits, Service service) {
        return new Peer(
                security,
                limits,
                service,
                recipient -> CompletableFuture.completedFuture(Optional.empty()),
                policyOf(service),
                Authenticator.none(),
                syntax,
                Optional.empty());
    }

    /** Has said EHLO there. */
    static Peer ready(EnvelopeSyntax syntax) {
        return ready(syntax, TestLimits.ROOMY);
    }

    static Peer ready(EnvelopeSyntax syntax, Limits limits) {
        Peer peer = of(syntax, Security.NO_TLS, limits, Service.SMTP);
        peer.send("EHLO client.example.org\r\n");
        return peer;
    }

    /** Where users can authenticate, nothing said yet. */
    static Peer ofUsers(Security security, Limits limits, UserPolicy policy, Authenticator users) {
        return new Peer(
                security,
                limits,
                Service.SMTP,
                recipient -> CompletableFuture.completedFuture(Optional.empty()),
                policy,
                users,
                EnvelopeSyntax.LENIENT,
                Optional.empty());
    }

    /** What is the rule where nobody has said anything. */
    static UserPolicy policyOf(Service service) {
        return new UserPolicy(service.demandsAuthentication(), OwnSenders.all());
    }

    /** Connected in plaintext, nothing said yet. */
    static Peer connected() {
        return new Peer(Security.NO_TLS, TestLimits.ROOMY);
    }

    /** Has said EHLO. */
    static Peer ready(Limits limits) {
        Peer peer = new Peer(Security.NO_TLS, limits);
        peer.send("EHLO client.example.org\r\n");
        return peer;
    }

    /** Somebody else decides about the recipients. */
    static Peer ready(Limits limits, Function<Recipient, CompletableFuture<Optional<Reply>>> recipients) {
        Peer peer = new Peer(Security.NO_TLS, limits, Service.SMTP, recipients);
        peer.send("EHLO client.example.org\r\n");
        return peer;
    }

    static Peer ready() {
        return ready(TestLimits.ROOMY);
    }

    Conversation conversation() {
        return conversation;
    }

    /** How the connection was secured at each step that told of the first sender. */
    List<Security> firstMails() {
        return firstMails;
    }

    /** Those of all messages so far. */
    List<RecordingSink> bodies() {
        return bodies;
    }

    Envelope lastEnvelope() {
        return envelopes.get(envelopes.size() - 1);
    }

    RecordingSink lastBody() {
        return bodies.get(bodies.size() - 1);
    }

    /** Says the lines of the client, and checks that exactly the others come back, in this order. */
    void plays(String script) {
        log.clear();
        StringBuilder batch = new StringBuilder();
        for (String line : script.lines().toList()) {
            char who = line.charAt(0);
            if (who == 'C' || who == 'c') {
                log.add(line);
                batch.append(octets(line.substring(3))).append(who == 'C' ? "\r\n" : "");
                continue;
            }
            flush(batch);
            if (who == 'E') {
                log.add(line);
                happens(line.substring(3));
            }
        }
        flush(batch);
        assertThat(String.join("\n", log)).isEqualTo(script.strip().replace("S: 250-...", SAME_FOR_ALL));
    }

    /** Sends octets (an octet a character) and gives what was answered, a line each. */
    String send(String octets) {
        if (!greeted) {
            greeted = true;
            conversation.greet();
        }
        int before = log.size();
        ByteBuffer all = ByteBuffer.allocate(pending.remaining() + octets.length());
        pending = all.put(pending)
                .put(octets.getBytes(StandardCharsets.ISO_8859_1))
                .flip();
        converse();
        String answer = String.join("\n", log.subList(before, log.size()));
        strict.ifPresent(peer -> assertThat(peer.send(octets)).as("strictly").isEqualTo(answer));
        return answer;
    }

    /** What was answered to the last event or piece, and everything before it. */
    String log() {
        return String.join("\n", log);
    }

    boolean isDelivering() {
        return !log.isEmpty() && log.get(log.size() - 1).startsWith("N: DELIVER");
    }

    void happens(String event) {
        int before = log.size();
        hear(event(event));
        converse();
        strict.ifPresent(peer -> {
            int ofStrict = peer.log.size();
            peer.happens(event);
            assertThat(peer.log.subList(ofStrict, peer.log.size()))
                    .as("strictly")
                    .isEqualTo(log.subList(before, log.size()));
        });
    }

    private void flush(StringBuilder batch) {
        if (!batch.isEmpty()) {
            String octets = batch.toString();
            batch.setLength(0);
            send(octets);
        }
    }

    private void converse() {
        Step.Next next = Step.Next.CONTINUE;
        while (next == Step.Next.CONTINUE) {
            next = hear(conversation.receive(pending));
        }
    }

    private Step event(String name) {
        return switch (name) {
            case "TLS ready" -> conversation.tlsReady();
            case "TLS not ready" -> conversation.tlsNotReady();
            case "secured" -> {
                conversation.secured();
                yield Step.AWAIT_INPUT;
            }
            case "body failed" -> {
                conversation.bodyFailed();
                yield Step.AWAIT_INPUT;
            }
            case "refuse without TLS" -> {
                greeted = true;
                yield conversation.refuseWithoutTls();
            }
            case "decided" -> conversation.decided();
            case "timed out" -> conversation.timedOut();
            case "shut down" -> conversation.shutDown();
            default -> conversation.delivered(List.of(outcome(name)));
        };
    }

    private static Reply outcome(String text) {
        String[] words = text.split(" ", 4);
        assertThat(words[0]).as("event").isEqualTo("delivered");
        return Reply.withForeignText(Integer.parseInt(words[1]), words[2], words[3]);
    }

    private Step.Next hear(Step step) {
        step.replies().forEach(reply -> {
            String wire = new String(reply.encode(), StandardCharsets.ISO_8859_1);
            assertThat(wire).endsWith("\r\n");
            for (String line : wire.substring(0, wire.length() - 2).split("\r\n", -1)) {
                log.add("S: " + line);
            }
        });
        step.envelope().ifPresent(envelopes::add);
        step.envelope().ifPresent(envelope -> log.add("N: DELIVER " + describe(envelope)));
        step.anomaly().ifPresent(anomaly -> log.add("N: SIGHTED " + anomaly));
        step.firstMail().ifPresent(firstMails::add);
        step.closeReason().ifPresent(reason -> log.add("N: CLOSE " + reason));
        if (step.next() == Step.Next.START_TLS || step.next() == Step.Next.AWAIT_DECISION) {
            log.add("N: " + step.next());
        }
        return step.next();
    }

    private static String describe(Envelope envelope) {
        return "<" + envelope.reversePath().orElse("") + "> -> "
                + envelope.recipients().stream()
                        .map(recipient -> "<" + recipient.mailbox() + ">")
                        .collect(Collectors.joining(" "));
    }

    private static String octets(String text) {
        return OCTET.matcher(text).replaceAll(found -> {
            String octet = String.valueOf((char) Integer.parseInt(found.group(1), 16));
            return Matcher.quoteReplacement(octet);
        });
    }

    private BodySink newBody() {
        RecordingSink body = new RecordingSink();
        bodies.add(body);
        return body;
    }
}
