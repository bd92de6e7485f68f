package org.postern.example;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps what a class, or the adapter, logs during one test, and away from the console. */
final class LogRecords extends Handler implements BeforeEachCallback, AfterEachCallback {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger;

    LogRecords(Class<?> type) {
        this(type.getName());
    }

    private LogRecords(String name) {
        logger = Logger.getLogger(name);
    }

    /** What an administrator reads about the mail that beans take. */
    static LogRecords ofAdapter() {
        return new LogRecords("org.postern.ra");
    }

    List<LogRecord> records() {
        return records;
    }

    /** As they were logged, without their levels. */
    List<String> messages() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    /** What went wrong, where a line has it. */
    List<Throwable> failures() {
        return records.stream()
                .flatMap(one -> Optional.ofNullable(one.getThrown()).stream())
                .toList();
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
