package org.postern.ra.log;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.ip.IpLiteral;
import org.postern.net.ConnectionFacts;
import org.postern.tls.Causes;

/** Pieces of log lines. */
public final class LogText {
    private static final int LONGEST = 300;

    /** So many places of the code are enough to tell failures apart. */
    private static final int FRAMES = 3;

    private static final Pattern LINE_ENDS = Pattern.compile("\\R");

    /** In the URL of a database, which some drivers and pools repeat: {@code password=x}, {@code //user:x@}, {@code thin:user/x@}. */
    private static final Pattern PASSWORD =
            Pattern.compile("(?i)((?:password|passwd|pwd)=|(?://|thin:)[^\\s/:@]+[:/](?=[^\\s/@]+@))[^\\s;&,'\")@]+");

    private LogText() {}

    static String describe(ConnectionFacts connection) {
        String proxy = connection
                .proxy()
                .map(through ->
                        " through proxy " + IpLiteral.format(through.address().getAddress()))
                .orElse("");
        return "connection " + connection.id() + " from " + connection.peerIp() + proxy + " to " + connection.local();
    }

    /** Keeps line breaks and control characters of foreign texts out of the log, and what is too long. */
    public static String printable(String text) {
        String shortened = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return isPlain(shortened) ? shortened : shortened.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** Keeps a line one line, also where an administrator or the container has put something else into it. */
    public static String oneLine(String text) {
        return isPlain(text) ? text : LINE_ENDS.matcher(text).replaceAll(" ").replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    /** Nearly all texts are, and each message has its line. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** What went wrong, and what that came from in the end. */
    public static String cause(Throwable failure) {
        return said(failure, () -> {
            String text = text(failure);
            Throwable root = Causes.root(failure);
            return root == failure ? text : text + ", because of " + text(root);
        });
    }

    /** What makes two failures the same: what they and their causes are, what they say, and where they come from. */
    static String fingerprint(Throwable failure) {
        return said(failure, () -> Causes.of(failure)
                .map(one ->
                        text(one) + Stream.of(one.getStackTrace()).limit(FRAMES).toList())
                .collect(Collectors.joining("\n")));
    }

    private static String text(Throwable failure) {
        return printable(PASSWORD.matcher(String.valueOf(failure)).replaceAll("$1***"));
    }

    /** The class may be an application's, and fail even at saying what it is. */
    private static String said(Throwable failure, Supplier<String> text) {
        try {
            return text.get();
        } catch (RuntimeException | StackOverflowError e) {
            return failure.getClass().getName();
        }
    }

    /** The name of an enum's value as words. */
    public static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
