package org.postern.example;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Keeps what is logged. */
final class LogRecords extends Handler {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    List<LogRecord> records() {
        return records;
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
