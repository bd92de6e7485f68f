package org.postern.run;

import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The log on the console: one line a record, everything of Postern's, of the server only what went wrong.
 *
 * <p>It holds back until it is released: what matters while the server starts is told by {@link Run}, in one message.
 */
final class Console extends Handler {
    /** A field, because the log manager lets go of loggers that are not referenced, and of their levels. */
    private static final Logger POSTERN = Logger.getLogger("org.postern");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final SimpleFormatter messages = new SimpleFormatter();
    private final List<LogRecord> held = new ArrayList<>();
    private final PrintStream out;
    private boolean released;

    Console(PrintStream out) {
        this.out = out;
    }

    /** Takes the place of all handlers that there are. */
    static Console install(PrintStream out) {
        LogManager.getLogManager().reset();
        Console console = new Console(out);
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(console);
        POSTERN.setLevel(Level.INFO);
        return console;
    }

    /** Prints what Postern had to say so far, and from now on everything as it comes. */
    synchronized void release() {
        released = true;
        held.stream().filter(Console::isOurs).forEach(this::print);
        held.clear();
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (released) {
            print(entry);
        } else {
            held.add(entry);
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        // The stream is not ours.
    }

    private void print(LogRecord entry) {
        StringBuilder line = new StringBuilder(TIME.format(entry.getInstant()))
                .append(' ')
                .append(entry.getLevel().getName())
                .append(' ')
                .append(messages.formatMessage(entry));
        if (entry.getThrown() != null) {
            line.append(": ").append(oneLine(root(entry.getThrown())));
        }
        out.println(line);
    }

    private static boolean isOurs(LogRecord entry) {
        String logger = entry.getLoggerName();
        return logger != null && (logger.equals(POSTERN.getName()) || logger.startsWith(POSTERN.getName() + "."));
    }

    /** What is quoted in it may come from a mail, and could look like a line of its own. */
    private static String oneLine(Throwable thrown) {
        return thrown.toString().replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
