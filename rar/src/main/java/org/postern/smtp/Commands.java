package org.postern.smtp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The commands of a conversation: whether one may come now, and what it does. */
final class Commands {
    private final Session session;
    private final MessageStore store;
    private final Decisions decisions;
    private final Contents contents;
    private final Authentication authentication;
    private final ProxyHeaderSign proxyHeader = new ProxyHeaderSign();

    Commands(
            Session session,
            MessageStore store,
            Decisions decisions,
            Contents contents,
            Authentication authentication) {
        this.session = session;
        this.store = store;
        this.decisions = decisions;
        this.contents = contents;
        this.authentication = authentication;
    }

    /**
     * Does what a line says.
     *
     * @param rest the input behind the line, left as it is
     */
    Step execute(String line, ByteBuffer rest) {
        if (proxyHeader.completes(line)) {
            return session.close(session.endings().proxyNotTrusted());
        }
        try {
            CommandLine command = CommandLine.parse(line, session.settings().syntax());
            if (command.isMasked()) {
                return session.tls().anomalySeen(session.answer(Replies.UNKNOWN_COMMAND), TlsAnomaly.MASKED_COMMAND);
            }
            Verb verb = command.verb();
            if (!session.service().knows(verb)) {
                return session.answer(Replies.UNKNOWN_COMMAND);
            }
            if (verb == Verb.STARTTLS) {
                session.tls().askedFor();
            }
            if (verb == Verb.BDAT) {
                return contents.beginChunk(command.argument(), outOfPlace(verb));
            }
            contents.forgetChunks();
            return executeOrRefuse(verb, command, rest);
        } catch (Refusal refusal) {
            return refuse(line, refusal.reply());
        }
    }

    /**
     * Refuses a line that cannot be read as a command.
     *
     * @param beginning of the line, if not all of it
     */
    Step refuse(String beginning, Reply reply) {
        if (CommandLine.isMeantAs(Verb.BDAT, beginning)) {
            return contents.lostInChunks();
        }
        if (isInPlace(Verb.MAIL, beginning)) {
            store.senderRefused(session.hello(), CommandLine.pathIn(beginning), reply);
        }
        if (isInPlace(Verb.RCPT, beginning)) {
            store.recipientRefused(CommandLine.pathIn(beginning), reply);
            return session.answer(reply).about(Step.Subject.RECIPIENT);
        }
        return session.answer(reply);
    }

    private boolean isInPlace(Verb verb, String beginning) {
        return CommandLine.isMeantAs(verb, beginning) && outOfPlace(verb).isEmpty();
    }

    private Step executeOrRefuse(Verb verb, CommandLine command, ByteBuffer rest) {
        try {
            return execute(verb, command, rest);
        } catch (Refusal refusal) {
            if (verb == Verb.MAIL && session.state() == State.READY) {
                session.forgetEnvelope();
            }
            Step step = session.answer(refusal.reply());
            return verb == Verb.RCPT ? step.about(Step.Subject.RECIPIENT) : step;
        }
    }

    private Step execute(Verb verb, CommandLine command, ByteBuffer rest) throws Refusal {
        if (!session.security().admits(verb)) {
            throw new Refusal(Replies.TLS_FIRST);
        }
        if (verb == Verb.AUTH) {
            authentication.checkAvailable();
        }
        command.checkArgument(verb);
        Optional<Reply> outOfPlace = outOfPlace(verb);
        if (outOfPlace.isPresent()) {
            throw new Refusal(outOfPlace.get());
        }
        return switch (verb) {
            case STARTTLS -> startTls(rest);
            case AUTH -> authentication.begin(command.argument());
            case MAIL -> ask(sender(command.rest()));
            case RCPT -> ask(recipient(command.rest()));
            default -> {
                Reply reply = perform(verb, command.argument());
                session.on(verb);
                yield verb == Verb.QUIT ? Step.close(reply, Step.CloseReason.QUIT) : Step.reply(reply);
            }
        };
    }

    /** Why a command may not come now. */
    private Optional<Reply> outOfPlace(Verb verb) {
        if (!session.security().admits(verb)) {
            return Optional.of(Replies.TLS_FIRST);
        }
        return session.permits(verb)
                ? Optional.empty()
                : Optional.of(session.state().outOfSequence(verb, session.service()));
    }

    private Reply perform(Verb verb, String argument) throws Refusal {
        return switch (verb) {
            case EHLO, HELO, LHLO -> hello(verb, argument);
            case DATA -> contents.beginData();
            case RSET -> {
                session.forgetEnvelope();
                yield Replies.OK;
            }
            case NOOP -> Replies.OK;
            case VRFY -> {
                requireUser();
                yield Replies.CANNOT_VERIFY;
            }
            case HELP -> session.service() == Service.LMTP ? Replies.HELP_OF_LMTP : Replies.HELP;
            case QUIT -> session.settings().closing();
            default -> throw new IllegalStateException("No way to perform " + verb);
        };
    }

    private Reply hello(Verb verb, String name) {
        session.introduce(Introduction.by(verb, name));
        ConversationSettings settings = session.settings();
        if (!session.introduction().extended()) {
            return Reply.plain(250, List.of(settings.hostName()));
        }
        session.tls().announced();
        Security security = session.security();
        return AuthOffer.capability(session.users(), security)
                .map(auth -> settings.capabilities().announce(security, auth))
                .orElseGet(() -> settings.capabilities().announce(security));
    }

    private Step ask(Question question) {
        session.on(question.verb());
        return decisions.ask(question);
    }

    private Question sender(String rest) throws Refusal {
        Sender sender = readSender(rest);
        return new Question(Verb.MAIL, Optional.empty(), store.refusalOfSender(session.hello(), sender));
    }

    private Sender readSender(String rest) throws Refusal {
        try {
            requireUser();
            session.envelope().sender(rest);
            Sender sender = session.envelope().sender();
            session.keep(Footprint.of(session.hello(), sender));
            return sender;
        } catch (Refusal refusal) {
            store.senderRefused(session.hello(), CommandLine.pathIn(rest), refusal.reply());
            throw refusal;
        }
    }

    private Question recipient(String rest) throws Refusal {
        Recipient recipient = readRecipient(rest);
        return new Question(Verb.RCPT, Optional.of(recipient), store.refusalOfRecipient(recipient));
    }

    private Recipient readRecipient(String rest) throws Refusal {
        try {
            Recipient recipient = session.envelope().recipient(rest);
            session.keep(Footprint.of(recipient));
            return recipient;
        } catch (Refusal refusal) {
            // One too many of a long list comes with the next message, which no sender asks about (RFC 5321 section
            // 4.5.3.1.10).
            if (refusal.reply() != Replies.TOO_MANY_RECIPIENTS) {
                store.recipientRefused(CommandLine.pathIn(rest), refusal.reply());
            }
            throw refusal;
        }
    }

    /** RFC 6409 section 4.3, RFC 4954 section 6. */
    private void requireUser() throws Refusal {
        if (session.settings().users().required() && session.users().user().isEmpty()) {
            throw new Refusal(authentication.required());
        }
    }

    /** The same value that EHLO announces decides here, so that the two can never differ. */
    private Step startTls(ByteBuffer rest) {
        return switch (session.security()) {
            case NO_TLS -> session.answer(Replies.TLS_NOT_AVAILABLE);
            case TLS_ACTIVE -> session.answer(Replies.ALREADY_SECURED);
            case TLS_OFFERED, TLS_REQUIRED -> {
                if (rest.hasRemaining()) {
                    Step end = session.close(session.endings().plaintextBehindStartTls());
                    yield session.tls().anomalySeen(end, TlsAnomaly.PLAINTEXT_BEHIND_STARTTLS);
                }
                session.on(Verb.STARTTLS);
                yield Step.START_TLS;
            }
        };
    }
}
