package org.postern.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command AUTH in one conversation (RFC 4954 section 4): when a client may use it, and the exchange that it begins. Its lines
 * may be longer than others: see {@link LineFramer}.
 */
final class Authentication {
    private static final String CANCEL = "*";
    private static final String EMPTY_RESPONSE = "=";
    private static final Pattern BLANKS = Pattern.compile(" +");

    private final Session session;
    private final Decisions decisions;
    private @Nullable SaslExchange exchange;

    Authentication(Session session, Decisions decisions) {
        this.session = session;
        this.decisions = decisions;
    }

    /** Refuses the command where the container cannot check credentials. */
    void checkAvailable() throws Refusal {
        if (!session.users().isAvailable()) {
            throw new Refusal(Replies.NOT_IMPLEMENTED);
        }
    }

    /** Tells a client that has to authenticate what it needs for that (RFC 4954 section 6). */
    Reply required() {
        if (AuthOffer.isOffered(session.users(), session.security())) {
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
        session.on(Verb.AUTH);
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
        return line.equals(CANCEL) ? refuse(Replies.AUTH_CANCELLED) : take(begun, line);
    }

    /** Ends an exchange in vain. */
    Step refuse(Reply reply) {
        exchange = null;
        session.on(Event.REFUSED);
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
    private Step take(SaslExchange begun, String base64) {
        try {
            Optional<Credentials> credentials = begun.take(decoded(base64));
            return credentials.isEmpty() ? challenge(begun) : ask(credentials.get());
        } catch (Refusal refusal) {
            return refuse(refusal.reply());
        }
    }

    private Step ask(Credentials credentials) {
        exchange = null;
        session.on(Event.CREDENTIALS_GIVEN);
        return decisions.ask(
                new Question(Verb.AUTH, Optional.empty(), session.users().refusal(credentials)));
    }

    private Step challenge(SaslExchange begun) {
        session.on(Event.CHALLENGED);
        byte[] challenge = begun.challenge().getBytes(StandardCharsets.UTF_8);
        return Step.reply(Replies.challenge(Base64.getEncoder().encodeToString(challenge)));
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
