package org.postern.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which commands came in which state of a conversation, and how they were answered: read from the transcript that an
 * administrator can ask for.
 */
final class Coverage {
    private static final Pattern LINE = Pattern.compile("(\\S+) \\S+ ([CS]): (.*)");
    private static final Pattern CHUNK = Pattern.compile("(?i)BDAT\\s+(\\d+)(\\s+LAST)?\\s*");

    private final Map<String, Conversation> conversations = new HashMap<>();
    private final Map<String, Long> counted = new TreeMap<>();

    private static final class Conversation {
        private String state = "NEW";
        private final Deque<String> unanswered = new ArrayDeque<>();
    }

    /** State, command and first digit of the reply, and how often. */
    Map<String, Long> counted() {
        return counted;
    }

    void line(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return;
        }
        Conversation of = conversations.computeIfAbsent(line.group(1), id -> new Conversation());
        String said = line.group(3);
        if (line.group(2).equals("S")) {
            if (said.length() >= 4 && said.charAt(3) == ' ') {
                answered(of, said);
            }
        } else if (said.startsWith("(") && said.endsWith("octets of content)")) {
            if (of.state.equals("DATA")) {
                of.unanswered.add("CONTENT");
            }
        } else {
            of.unanswered.add(command(said));
        }
    }

    private static void count(Map<String, Long> counts, String what) {
        counts.merge(what, 1L, Long::sum);
    }

    private void answered(Conversation of, String reply) {
        String command = of.unanswered.isEmpty() ? "(nothing)" : of.unanswered.remove();
        count(counted, of.state + " " + command + " " + reply.charAt(0));
        of.state = next(of.state, command, reply);
    }

    private static String command(String said) {
        Matcher chunk = CHUNK.matcher(said);
        if (chunk.matches()) {
            return chunk.group(2) == null ? "BDAT" : "BDAT LAST";
        }
        String word = said.replaceFirst("[^A-Za-z].*", "").toUpperCase(java.util.Locale.ROOT);
        return switch (word) {
            case "EHLO",
                    "HELO",
                    "LHLO",
                    "MAIL",
                    "RCPT",
                    "DATA",
                    "RSET",
                    "NOOP",
                    "VRFY",
                    "HELP",
                    "QUIT",
                    "STARTTLS",
                    "BDAT",
                    "AUTH",
                    "EXPN" -> word;
            default -> said.startsWith("(credentials") ? "CREDENTIALS" : "(nonsense)";
        };
    }

    private static String next(String state, String command, String reply) {
        if (reply.startsWith("421") || reply.startsWith("221")) {
            return "CLOSED";
        }
        return switch (command + " " + reply.charAt(0)) {
            case "(nothing) 2" -> state.equals("NEW") ? "CONNECTED" : state;
            case "EHLO 2", "HELO 2", "LHLO 2", "BDAT LAST 2", "BDAT LAST 4", "BDAT LAST 5" -> "READY";
            case "CONTENT 2", "CONTENT 4", "CONTENT 5" -> "READY";
            case "RSET 2" -> state.equals("CONNECTED") ? state : "READY";
            case "MAIL 2" -> "SENDER";
            case "RCPT 2" -> "RECIPIENTS";
            case "DATA 3" -> "DATA";
            case "BDAT 2" -> "BETWEEN_CHUNKS";
            case "AUTH 3", "CREDENTIALS 3" -> "AUTHENTICATING";
            case "CREDENTIALS 2", "CREDENTIALS 4", "CREDENTIALS 5" -> "READY";
            case "STARTTLS 2" -> "STARTING_TLS";
            default -> state;
        };
    }
}
