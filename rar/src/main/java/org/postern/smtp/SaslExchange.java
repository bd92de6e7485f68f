package org.postern.smtp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The challenges and responses of one authentication, decoded: what RFC 4954 calls the authentication exchange. */
final class SaslExchange {
    private static final byte NUL = 0;

    private final SaslMechanism mechanism;
    private @Nullable String loginName;

    SaslExchange(SaslMechanism mechanism) {
        this.mechanism = mechanism;
    }

    /** What the server says before the next response. The mechanisms in which the client begins have nothing to say. */
    String challenge() {
        return switch (mechanism) {
            case PLAIN, EXTERNAL -> "";
            case LOGIN -> loginName == null ? "Username:" : "Password:";
        };
    }

    /** Octets of memory that the responses so far take. */
    long held() {
        return loginName == null ? 0 : 2L * loginName.length();
    }

    /** Takes a response, and clears it. Gives the credentials when it was the last one. */
    Optional<Credentials> take(byte[] response) throws Refusal {
        try {
            return switch (mechanism) {
                case PLAIN -> Optional.of(plain(response));
                case LOGIN -> login(response);
                case EXTERNAL -> Optional.of(Credentials.ofCertificate(text(response, 0, response.length)));
            };
        } finally {
            Arrays.fill(response, NUL);
        }
    }

    /** RFC 4616 section 2: {@code [authzid] NUL authcid NUL passwd}. No user acts for another one here. */
    private static Credentials plain(byte[] response) throws Refusal {
        int first = indexOfNul(response, 0);
        int second = first < 0 ? -1 : indexOfNul(response, first + 1);
        if (second < 0 || second == first + 1 || indexOfNul(response, second + 1) >= 0) {
            throw new Refusal(Replies.BAD_CREDENTIALS_SYNTAX);
        }
        String actingAs = text(response, 0, first);
        String user = text(response, first + 1, second);
        if (!actingAs.isEmpty() && !actingAs.equals(user)) {
            throw new Refusal(Replies.credentialsInvalid());
        }
        return Credentials.ofPassword(SaslMechanism.PLAIN, user, password(response, second + 1));
    }

    private Optional<Credentials> login(byte[] response) throws Refusal {
        if (loginName == null) {
            loginName = text(response, 0, response.length);
            if (loginName.isEmpty()) {
                throw new Refusal(Replies.BAD_CREDENTIALS_SYNTAX);
            }
            return Optional.empty();
        }
        return Optional.of(Credentials.ofPassword(SaslMechanism.LOGIN, loginName, password(response, 0)));
    }

    private static int indexOfNul(byte[] octets, int from) {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == NUL) {
                return i;
            }
        }
        return -1;
    }

    /** Directories take a name without a password for a client that does not want to authenticate, and let it in. */
    private static char[] password(byte[] octets, int from) throws Refusal {
        if (from == octets.length) {
            throw new Refusal(Replies.credentialsInvalid());
        }
        return characters(octets, from, octets.length);
    }

    private static String text(byte[] octets, int from, int to) throws Refusal {
        String text = new String(characters(octets, from, to));
        if (text.indexOf(NUL) >= 0) {
            throw new Refusal(Replies.BAD_CREDENTIALS_SYNTAX);
        }
        return text;
    }

    private static char[] characters(byte[] octets, int from, int to) throws Refusal {
        try {
            // A new decoder refuses what is malformed, where String's constructor would replace it.
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, to - from));
            char[] characters = new char[decoded.remaining()];
            decoded.get(characters);
            Arrays.fill(decoded.array(), '\0');
            return characters;
        } catch (CharacterCodingException e) {
            throw new Refusal(Replies.BAD_CREDENTIALS_SYNTAX);
        }
    }
}
