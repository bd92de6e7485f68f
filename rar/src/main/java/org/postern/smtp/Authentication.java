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

    private final Authenticator authenticator;
    private @Nullable SaslExchange exchange;

    Authentication(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    Optional<String> user() {
        return authenticator.user();
    }

    /** The line of EHLO; empty where nobody can authenticate (section 4: not before TLS if it would be in plaintext). */
    Optional<String> capability(Security security) {
        return isOffered(security)
                ? Optional.of(authenticator.mechanisms().stream()
                        .map(SaslMechanism::name)
                        .collect(Collectors.joining(" ", "AUTH ", "")))
                : Optional.empty();
    }

    /** Whether AUTH is announced, and with it the parameter of MAIL. */
    boolean isOffered(Security security) {
        return security == Security.TLS_ACTIVE
                && authenticator.isAvailable()
                && !authenticator.mechanisms().isEmpty();
    }

    /** Refuses the command where there is nobody who could check anything. */
    void checkAvailable() throws Refusal {
        if (!authenticator.isAvailable()) {
            throw new Refusal(Replies.NOT_IMPLEMENTED);
        }
    }

    /** Begins an exchange. Gives the credentials if they came with the command. */
    Optional<Credentials> begin(String argument, Security security) throws Refusal {
        if (authenticator.user().isPresent()) {
            throw new Refusal(Replies.ALREADY_AUTHENTICATED);
        }
        String[] words = BLANKS.split(argument, -1);
        if (words.length > 2) {
            throw new Refusal(Replies.AUTH_SYNTAX);
        }
        SaslMechanism mechanism =
                SaslMechanism.named(words[0]).orElseThrow(() -> new Refusal(Replies.UNKNOWN_MECHANISM));
        if (security != Security.TLS_ACTIVE) {
            throw new Refusal(Replies.ENCRYPTION_REQUIRED);
        }
        if (!authenticator.mechanisms().contains(mechanism)) {
            throw new Refusal(Replies.UNKNOWN_MECHANISM);
        }
        SaslExchange begun = new SaslExchange(mechanism);
        exchange = begun;
        if (words.length == 1) {
            return Optional.empty();
        }
        return take(words[1].equals(EMPTY_RESPONSE) ? "" : words[1]);
    }

    /** Takes a line of the exchange. Gives the credentials when it was the last one. */
    Optional<Credentials> respond(String line) throws Refusal {
        if (line.equals(CANCEL)) {
            throw new Refusal(Replies.AUTH_CANCELLED);
        }
        return take(line);
    }

    Reply challenge() {
        return Replies.challenge(
                Base64.getEncoder().encodeToString(utf8(current().challenge())));
    }

    Question question(Credentials credentials) {
        exchange = null;
        return new Question(Verb.AUTH, Optional.empty(), authenticator.refusal(credentials));
    }

    private Optional<Credentials> take(String base64) throws Refusal {
        return current().take(decoded(base64));
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private SaslExchange current() {
        SaslExchange begun = exchange;
        if (begun == null) {
            throw new IllegalStateException("No exchange");
        }
        return begun;
    }
}
