package org.postern.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.postern.smtp.Step.CloseReason;

/**
 * A conversation in any of its states, brought there by what a client, a bean, the container or the network does, and what
 * leads out of it.
 */
final class Stage {
    /** What the owner of the socket tells by calling a method, at whatever time. */
    static final List<Trigger> TOLD = List.of(
            Event.GREETED,
            Event.DELIVERED,
            Event.TLS_READY,
            Event.TLS_FAILED,
            Event.SECURED,
            Event.ACCEPTED,
            Event.CONNECTION_ENDED,
            CloseReason.TLS_REQUIRED_BUT_UNAVAILABLE,
            CloseReason.TIMEOUT,
            CloseReason.SHUTDOWN,
            CloseReason.MEMORY_SHORT);

    private static final Reply LATER = Reply.withForeignText(451, "4.3.0", "later");
    private static final Reply NEVER = Reply.withForeignText(550, "5.1.1", "never");

    private final Service service;
    private final Conversation conversation;
    private CompletableFuture<Optional<Reply>> decision = new CompletableFuture<>();
    private Optional<CloseReason> closeReason = Optional.empty();
    private boolean refused;
    private int lines;

    private Stage(Limits limits, Security security, Service service) {
        this.service = service;
        this.conversation = new Conversation(
                new ConversationSettings(
                        Peer.HOST, limits, service, new UserPolicy(false, OwnSenders.all()), EnvelopeSyntax.LENIENT),
                security,
                new Beans(),
                new Container());
    }

    /** In a state in which something can be brought about, with limits that it would hit. */
    static Stage in(State state, Trigger next) {
        boolean users = state == State.AUTHENTICATING || state == State.DECIDING_CREDENTIALS || next == Verb.AUTH;
        Security security = users ? Security.TLS_ACTIVE : Security.TLS_OFFERED;
        Service service = next == Verb.LHLO ? Service.LMTP : Service.SMTP;
        Limits limits = next == CloseReason.TOO_MANY_ERRORS
                ? TestLimits.maxErrors(1)
                : next == CloseReason.TOO_MANY_UNKNOWN_RECIPIENTS
                        ? TestLimits.maxUnknownRecipients(1)
                        : TestLimits.ROOMY;
        Stage stage = new Stage(limits, security, service);
        stage.reach(state);
        if (next == CloseReason.TOO_MANY_COMMANDS) {
            stage = new Stage(TestLimits.maxCommands(stage.lines), security, service);
            stage.reach(state);
        }
        if (stage.state() != state) {
            throw new AssertionError("In state " + stage.state() + " instead of " + state);
        }
        stage.closeReason = Optional.empty();
        return stage;
    }

    State state() {
        return conversation.state();
    }

    /** That of the last step. */
    Optional<CloseReason> closeReason() {
        return closeReason;
    }

    /** Whether the last step said that something is not to be had. */
    boolean isRefused() {
        return refused;
    }

    void bringAbout(Trigger trigger) {
        if (trigger instanceof Verb verb) {
            send(line(verb) + "\r\n");
        } else if (trigger instanceof Event event) {
            happen(event);
        } else {
            end((CloseReason) trigger);
        }
    }

    private void reach(State state) {
        switch (state) {
            case SILENT -> {}
            case SILENT_IN_TLS -> reach(State.SILENT, Event.SECURED);
            case CONNECTED -> reach(State.SILENT, Event.GREETED);
            case READY -> reach(State.CONNECTED, Verb.EHLO);
            case DECIDING_SENDER -> reach(State.READY, Verb.MAIL);
            case SENDER -> reach(State.DECIDING_SENDER, Event.ACCEPTED);
            case DECIDING_FIRST_RECIPIENT -> reach(State.SENDER, Verb.RCPT);
            case RECIPIENTS -> reach(State.DECIDING_FIRST_RECIPIENT, Event.ACCEPTED);
            case DECIDING_RECIPIENT -> reach(State.RECIPIENTS, Verb.RCPT);
            case DATA -> reach(State.RECIPIENTS, Verb.DATA);
            case CHUNK -> reach(State.RECIPIENTS, Verb.BDAT);
            case REFUSED_CHUNK -> reach(State.READY, Event.CHUNK_REFUSED);
            case BETWEEN_CHUNKS -> reach(State.CHUNK, Event.CHUNK_ENDED);
            case DELIVERING -> reach(State.DATA, Event.CONTENT_ENDED);
            case AUTHENTICATING -> reach(State.READY, Verb.AUTH);
            case DECIDING_CREDENTIALS -> reach(State.AUTHENTICATING, Event.CREDENTIALS_GIVEN);
            case STARTING_TLS -> reach(State.READY, Verb.STARTTLS);
            case HANDSHAKING -> reach(State.STARTING_TLS, Event.TLS_READY);
            case CLOSED -> reach(State.READY, Verb.QUIT);
        }
    }

    private void reach(State first, Trigger then) {
        reach(first);
        bringAbout(then);
    }

    private String line(Verb verb) {
        return switch (verb) {
            case EHLO -> (service == Service.LMTP ? "LHLO" : "EHLO") + " client.example.org";
            case HELO, LHLO, VRFY -> verb + " client.example.org";
            case MAIL -> "MAIL FROM:<a@example.org>";
            case RCPT -> "RCPT TO:<b@example.org>";
            case BDAT -> "BDAT 3";
            case AUTH -> "AUTH LOGIN";
            default -> verb.name();
        };
    }

    private void happen(Event event) {
        switch (event) {
            case GREETED -> hear(conversation.greet());
            case CHALLENGED -> send("YW5uYQ==\r\n");
            case CREDENTIALS_GIVEN -> send("YW5uYQ==\r\nc2VjcmV0\r\n");
            case ACCEPTED -> decide(Optional.empty());
            case REFUSED -> {
                if (state() == State.AUTHENTICATING) {
                    send("*\r\n");
                } else {
                    decide(Optional.of(LATER));
                }
            }
            case CHUNK_REFUSED -> send("BDAT 3\r\n");
            case CHUNK_ENDED -> send("abc");
            case CONTENT_ENDED -> send(state() == State.DATA ? ".\r\n" : "abcBDAT 0 LAST\r\n");
            case CONTENT_REFUSED -> {
                conversation.bodyFailed();
                send(state() == State.DATA ? ".\r\n" : "abc");
            }
            case DELIVERED -> hear(conversation.delivered(List.of(LATER)));
            case TLS_READY -> hear(conversation.tlsReady());
            case TLS_FAILED -> hear(conversation.tlsNotReady());
            case SECURED -> conversation.secured();
            case CONNECTION_ENDED -> conversation.end();
        }
    }

    private void end(CloseReason reason) {
        switch (reason) {
            case TLS_REQUIRED_BUT_UNAVAILABLE -> hear(conversation.refuseWithoutTls());
            case SPOKEN_TOO_EARLY -> send("N");
            case CLIENT_HELLO_IN_PLAINTEXT -> send("\026\003");
            case TOO_MANY_COMMANDS -> send("NOOP\r\n".repeat(lines + 1)); // Recipients and chunks did not count.
            case TOO_MANY_ERRORS -> send("XYZZY\r\n");
            case LOST_IN_CHUNKS -> send("BDAT some\r\n");
            case FOREIGN_PROTOCOL -> send("\003\000");
            case PROXY_NOT_TRUSTED -> send("PROXY TCP4\r\n");
            case PLAINTEXT_BEHIND_STARTTLS -> send("STARTTLS\r\nNOOP\r\n");
            case TOO_MANY_UNKNOWN_RECIPIENTS -> {
                bringAbout(Verb.RCPT);
                decide(Optional.of(NEVER));
            }
            case TIMEOUT -> hear(conversation.timedOut());
            case SHUTDOWN -> hear(conversation.shutDown());
            case MEMORY_SHORT -> hear(conversation.memoryShort());
            case QUIT -> bringAbout(Verb.QUIT);
        }
    }

    private void decide(Optional<Reply> refusal) {
        decision.complete(refusal);
        decision = new CompletableFuture<>();
        hear(conversation.decided());
    }

    private void send(String octets) {
        lines++;
        ByteBuffer in = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
        while (in.hasRemaining() && hear(conversation.receive(in)) == Step.Next.CONTINUE) {
            // Until all is read, or the rest is not wanted.
        }
    }

    private Step.Next hear(Step step) {
        closeReason = step.closeReason();
        refused = step.replies().stream().anyMatch(Reply::isFailure);
        return step.next();
    }

    /** Take their time over every sender and recipient. */
    private final class Beans implements MessageStore {
        @Override
        public BodySink begin() {
            return new RecordingSink();
        }

        @Override
        public CompletableFuture<Optional<Reply>> refusalOfSender(Hello client, Sender sender) {
            return decision;
        }

        @Override
        public CompletableFuture<Optional<Reply>> refusalOfRecipient(Recipient recipient) {
            return decision;
        }
    }

    /** Takes its time over all credentials. */
    private final class Container implements Authenticator {
        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public Set<SaslMechanism> mechanisms() {
            return Set.of(SaslMechanism.LOGIN);
        }

        @Override
        public CompletableFuture<Optional<Reply>> refusal(Credentials credentials) {
            return decision;
        }

        @Override
        public Optional<String> user() {
            return Optional.empty();
        }
    }
}
