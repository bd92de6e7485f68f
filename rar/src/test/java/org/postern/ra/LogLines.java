package org.postern.ra;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the adapter logs while it is open. */
public final class LogLines extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("org.postern.ra");
    private final boolean used = logger.getUseParentHandlers();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Throwable> traces = new CopyOnWriteArrayList<>();

    public LogLines() {
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    /** Without the texts of exceptions that stand behind a line. */
    public List<String> lines() {
        return lines;
    }

    /** The exceptions whose stack traces stand behind lines. */
    public List<Throwable> traces() {
        return traces;
    }

    /** The lines with an id. */
    public List<String> lines(String id) {
        return lines.stream().filter(line -> line.startsWith(id)).toList();
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getMessage());
        if (line.getThrown() != null) {
            traces.add(line.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(used);
    }
}
