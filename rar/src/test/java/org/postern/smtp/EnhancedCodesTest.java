package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** RFC 2034, over every reply there is, whoever adds one. */
class EnhancedCodesTest {
    /** RFC 2034 section 4: not the greeting (and EHLO and HELO, which are none of Replies), and not 3xx. */
    private static final Set<String> WITHOUT_CODE = Set.of("greeting", "START_DATA", "challenge");

    private static final Set<String> ENDS_THE_CONVERSATION = Set.of(
            "tooManyErrors",
            "tooManyCommands",
            "tooManyUnknownRecipients",
            "plaintextBehindStartTls",
            "tlsRequiredButUnavailable",
            "timeout",
            "memoryShort",
            "shuttingDown",
            "tooManyConnections",
            "tooManyConnectionsFromPeer",
            "internalError");

    private final Map<String, Reply> replies = allReplies();

    @Test
    void findsTheReplies() {
        assertThat(replies).hasSizeGreaterThan(40).containsKeys("OK", "greeting", "notDelivered");
    }

    @Test
    void areOnEachLineOfEachReplyAndOfTheClassOfItsCode() {
        replies.forEach((name, reply) -> {
            if (!WITHOUT_CODE.contains(name)) {
                assertThat(lines(reply)).as(name).allSatisfy(line -> assertThat(line)
                        .matches("([245])\\d\\d[ -]\\1\\.\\d{1,3}\\.\\d{1,3} \\S[ -~]*"));
            }
        });
    }

    @Test
    void areNotInTheGreetingAndNotInAnIntermediateReply() {
        for (String name : WITHOUT_CODE) {
            assertThat(lines(replies.get(name)))
                    .allSatisfy(line -> assertThat(line).matches("[23]\\d\\d [^0-9][ -~]*"));
        }
    }

    @Test
    void followALinesCodeThatIsTheSameOnAllLinesAndKeepEachWithin512Octets() {
        replies.forEach((name, reply) -> {
            List<String> lines = lines(reply);
            for (int i = 0; i < lines.size(); i++) {
                String separator = i == lines.size() - 1 ? " " : "-";
                assertThat(lines.get(i)).as(name).startsWith(reply.code() + separator);
                assertThat(lines.get(i).length() + 2).as(name).isLessThanOrEqualTo(512);
            }
        });
    }

    /** RFC 5321 section 3.8: 421 is what is said before closing, and its first word is the name of the server. */
    @Test
    void goWith421WhereTheConversationEndsAndNowhereElse() {
        Set<String> with421 = replies.entrySet().stream()
                .filter(entry -> entry.getValue().code() == 421)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(with421).isEqualTo(ENDS_THE_CONVERSATION);
        assertThat(with421)
                .allSatisfy(name -> assertThat(replies.get(name).toString().split(" ", 4)[2])
                        .isEqualTo(Peer.HOST));
    }

    private static List<String> lines(Reply reply) {
        String wire = reply.toString();
        assertThat(wire).endsWith("\r\n");
        return Arrays.asList(wire.substring(0, wire.length() - 2).split("\r\n", -1));
    }

    private static Map<String, Reply> allReplies() {
        Map<String, Reply> all = new TreeMap<>();
        try {
            for (var field : Replies.class.getDeclaredFields()) {
                if (field.getType() == Reply.class) {
                    all.put(field.getName(), (Reply) field.get(null));
                }
            }
            for (Method method : Replies.class.getDeclaredMethods()) {
                if (method.getReturnType() == Reply.class && !Modifier.isPrivate(method.getModifiers())) {
                    Object[] arguments = Arrays.stream(method.getParameterTypes())
                            .map(type -> type == long.class ? (Object) Long.MAX_VALUE : Peer.HOST)
                            .toArray();
                    all.put(method.getName(), (Reply) method.invoke(null, arguments));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Replies cannot be read", e);
        }
        return all;
    }
}
