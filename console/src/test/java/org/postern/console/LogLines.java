package org.postern.console;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the console logs during a test. */
final class LogLines extends Handler {
    private static final Logger LOGGER = Logger.getLogger("org.postern.console");

    final List<LogRecord> records = new CopyOnWriteArrayList<>();

    void listen() {
        LOGGER.addHandler(this);
        LOGGER.setUseParentHandlers(false);
    }

    void end() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }

    List<LogRecord> at(Level level) {
        return records.stream().filter(line -> line.getLevel().equals(level)).toList();
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
