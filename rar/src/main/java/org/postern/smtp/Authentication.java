package org.postern.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command AUTH in one conversation (RFC 4954 section 4): who may use it when, and the exchange that it begins. Its lines
 * may be longer than others: see {@link LineFramer}.
 */
final class Authentication {
    private static final String CANCEL = "*";
    private static final String EMPTY_RESPONSE = "=";
    private static final Pattern BLANKS = Pattern.compile(" +");

    private final Session session;
    private final Decisions decisions;
    private final LineFramer lines;
    private @Nullable SaslExchange exchange;

    Authentication(Session session, Decisions decisions, LineFramer lines) {
        this.session = session;
        this.decisions = decisions;
        this.lines = lines;
    }

    /** Whether AUTH is announced, and with it the parameter of MAIL: not where passwords would go in plaintext (section 4). */
    static boolean isOffered(Authenticator users, Security security) {
        return security == Security.TLS_ACTIVE
                && users.isAvailable()
                && !users.mechanisms().isEmpty();
    }

    /** The line of EHLO, if there is one. */
    static Optional<String> capability(Authenticator users, Security security) {
        return isOffered(users, security)
                ? Optional.of(users.mechanisms().stream()
                        .map(SaslMechanism::name)
                        .collect(Collectors.joining(" ", "AUTH ", "")))
                : Optional.empty();
    }

    /** Refuses the command where there is nobody who could check anything. */
    void checkAvailable() throws Refusal {
        if (!session.users().isAvailable()) {
            throw new Refusal(Replies.NOT_IMPLEMENTED);
        }
    }

    /** Tells somebody who has to authenticate what stands between him and that (RFC 4954 section 6). */
    Reply required() {
        if (isOffered(session.users(), session.security())) {
            return Replies.AUTHENTICATION_REQUIRED;
        }
        return session.users().isAvailable() && session.security() == Security.TLS_OFFERED
                ? Replies.AUTHENTICATION_IN_TLS_REQUIRED
                : Replies.AUTHENTICATION_REQUIRED_BUT_UNAVAILABLE;
    }

    Step begin(String argument) throws Refusal {
        if (!session.introduction().extended()) {
            throw new Refusal(Replies.EHLO_FIRST);
        }
        if (session.users().user().isPresent()) {
            throw new Refusal(Replies.ALREADY_AUTHENTICATED);
        }
        String[] words = BLANKS.split(argument, -1);
        if (words.length > 2) {
            throw new Refusal(Replies.AUTH_SYNTAX);
        }
        SaslExchange begun = new SaslExchange(mechanism(words[0]));
        exchange = begun;
        return words.length == 1 ? challenge(begun) : take(begun, words[1].equals(EMPTY_RESPONSE) ? "" : words[1]);
    }

    /** Octets of memory that an exchange takes that is under way. */
    long held() {
        SaslExchange begun = exchange;
        return begun == null ? 0 : begun.held();
    }

    /** Takes a line of the exchange. */
    Step respond(String line) {
        SaslExchange begun = exchange;
        if (begun == null) {
            throw new IllegalStateException("No exchange");
        }
        try {
            if (line.equals(CANCEL)) {
                throw new Refusal(Replies.AUTH_CANCELLED);
            }
            return take(begun, line);
        } catch (Refusal refusal) {
            return refuse(refusal.reply());
        }
    }

    /** Ends an exchange in vain. */
    Step refuse(Reply reply) {
        end();
        return session.answer(reply);
    }

    private SaslMechanism mechanism(String name) throws Refusal {
        SaslMechanism mechanism = SaslMechanism.named(name).orElseThrow(() -> new Refusal(Replies.UNKNOWN_MECHANISM));
        if (session.security() != Security.TLS_ACTIVE) {
            throw new Refusal(Replies.ENCRYPTION_REQUIRED);
        }
        if (!session.users().mechanisms().contains(mechanism)) {
            throw new Refusal(Replies.UNKNOWN_MECHANISM);
        }
        return mechanism;
    }

    /** Either the credentials are complete, or there is one more thing to ask for. */
    private Step take(SaslExchange begun, String base64) throws Refusal {
        Optional<Credentials> credentials = begun.take(decoded(base64));
        if (credentials.isEmpty()) {
            return challenge(begun);
        }
        end();
        return decisions.ask(
                new Question(Verb.AUTH, Optional.empty(), session.users().refusal(credentials.get())));
    }

    private Step challenge(SaslExchange begun) {
        session.enter(State.AUTHENTICATING);
        lines.expectResponses(true);
        byte[] challenge = begun.challenge().getBytes(StandardCharsets.UTF_8);
        return Step.reply(Replies.challenge(Base64.getEncoder().encodeToString(challenge)));
    }

    private void end() {
        exchange = null;
        session.enter(State.READY);
        lines.expectResponses(false);
    }

    /** Without the padding that RFC 4648 section 3.2 demands the JDK would read it all the same. */
    private static byte[] decoded(String base64) throws Refusal {
        try {
            if (base64.length() % 4 == 0) {
                return Base64.getDecoder().decode(base64);
            }
        } catch (IllegalArgumentException e) {
            // The same as without padding.
        }
        throw new Refusal(Replies.BAD_BASE64);
    }
}
