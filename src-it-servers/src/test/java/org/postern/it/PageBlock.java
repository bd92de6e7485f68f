package org.postern.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page about a server. What stands behind the three quotes says what a reader does with it.
 *
 * @param line where it begins
 * @param kind what it is for
 * @param file its name, if it is a file
 */
record PageBlock(int line, Kind kind, String file, String text) {
    enum Kind {
        /** Commands of the server's user: {@code bash}. */
        COMMANDS,
        /** Commands of root: {@code bash root}. */
        ROOT,
        /** Commands for a whole machine, which no test gives: {@code bash machine}. */
        MACHINE,
        /** What the commands before it have printed: {@code text}. */
        SHOWN,
        /** A file: its language, and its name. */
        FILE
    }

    private static final Pattern FENCE = Pattern.compile("```(\\S*) ?(.*)");
    private static final Set<String> LANGUAGES = Set.of("java", "xml", "properties", "ini", "text");

    /** All blocks of a page, in their order. Other ways to write code, which would not be followed, are refused. */
    static List<PageBlock> of(Path page) throws IOException {
        List<PageBlock> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int begin = i + 1;
                int end = begin + lines.subList(begin, lines.size()).indexOf("```");
                String text = String.join("\n", lines.subList(begin, end)) + "\n";
                blocks.add(block(begin, fence.group(1), fence.group(2), text));
                i = end;
            } else if (lines.get(i).matches(" {4}\\S.*|\\t.*|~~~.*|<pre.*")) {
                throw new IllegalArgumentException(page + " line " + (i + 1) + " is code that no test follows");
            }
        }
        return blocks;
    }

    private static PageBlock block(int line, String language, String rest, String text) {
        return switch (language + " " + rest) {
            case "bash " -> new PageBlock(line, Kind.COMMANDS, "", text);
            case "bash root" -> new PageBlock(line, Kind.ROOT, "", text);
            case "bash machine" -> new PageBlock(line, Kind.MACHINE, "", text);
            case "text " -> new PageBlock(line, Kind.SHOWN, "", text);
            default -> {
                if (!LANGUAGES.contains(language) || !rest.matches("[\\w./-]+")) {
                    throw new IllegalArgumentException("Line " + line + ": what is a reader to do with this?");
                }
                yield new PageBlock(line, Kind.FILE, rest, text);
            }
        };
    }

    boolean isGiven() {
        return kind == Kind.COMMANDS || kind == Kind.ROOT;
    }

    /** Whether it only looks for something that the server has yet to do. */
    boolean waits() {
        return text.startsWith("grep ");
    }
}
