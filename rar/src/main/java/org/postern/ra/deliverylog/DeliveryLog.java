package org.postern.ra.deliverylog;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postern.net.Time;
import org.postern.ra.config.Property;
import org.postern.ra.duplicates.Fingerprint;

/**
 * Where one bean's messages are noted, each in the transaction of its delivery: the key of the table decides which of two deliveries of
 * one message commits, on one server or on several. Thread-safe.
 */
public final class DeliveryLog {
    /** Of rows that are deleted at once. */
    private static final int STEP = 1_000;

    private final String name;
    private final Duration keeping;
    private final DataSources sources;
    private final Time time;
    private final AtomicReference<@Nullable LogTable> table = new AtomicReference<>();

    /**
     * Looks up nothing yet.
     *
     * @param name of the data source
     * @param keeping how long a message is known
     */
    public DeliveryLog(String name, Duration keeping, DataSources sources, Time time) {
        this.name = name;
        this.keeping = keeping;
        this.sources = sources;
        this.time = time;
    }

    /** Of the data source. */
    public String name() {
        return name;
    }

    /**
     * Notes a message in the transaction of the calling thread. If another transaction has noted the same one and has not ended, waits
     * for its end, at most some seconds.
     *
     * @param id by which log lines call it
     */
    public void enter(Fingerprint message, String id) throws LogTrouble {
        Instant now = time.now();
        on(table -> {
            table.insert(message.digits(), now, now.plus(keeping), id);
            return true;
        });
    }

    /** By which id a message was noted in a transaction that has committed: not in that of the calling thread. */
    public Optional<String> find(Fingerprint message) throws LogTrouble {
        return on(table -> table.find(message.digits()));
    }

    /** What is to be said of a note that is there though its transaction was rolled back. */
    public LogTrouble keptAfterRollback() {
        return LogSentences.keptAfterRollback(written());
    }

    /**
     * Makes the table. The calling thread has no transaction.
     *
     * @return false if another instance has made it meanwhile
     */
    public boolean create() throws LogTrouble {
        return on(LogTable::create);
    }

    /**
     * Forgets, in the transaction of the calling thread, some of the messages that are known for long enough, of whichever bean. Another
     * instance may do the same.
     *
     * @return whether there are more of them
     */
    public boolean forgetSome() throws LogTrouble {
        return on(table -> table.deleteSome(time.now(), STEP)) >= STEP;
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(LogTable table) throws SQLException;
    }

    private <T> T on(Use<T> use) throws LogTrouble {
        LogTable known = table.get();
        try {
            if (known == null) {
                known = find();
                table.set(known);
            }
            return use.of(known);
        } catch (SQLException | RuntimeException | LinkageError e) {
            throw trouble(e, Optional.ofNullable(known));
        }
    }

    private LogTable find() throws SQLException, LogTrouble {
        Object found;
        try {
            found = sources.lookUp(name);
        } catch (NamingException | RuntimeException | LinkageError e) {
            throw new LogTrouble(LogTrouble.Kind.OTHER, noDataSource(), e);
        }
        if (found instanceof DataSource source) {
            return LogTable.in(source);
        }
        throw new LogTrouble(noDataSource());
    }

    private String noDataSource() {
        return written() + ": the server shows the adapter no data source of that name. Bind one, or name another";
    }

    /** What the server has may be another one, or another version, when it is well again. */
    private LogTrouble trouble(Throwable cause, Optional<LogTable> table) {
        LogTrouble trouble = LogSentences.trouble(written(), cause, table);
        if (trouble.kind() == LogTrouble.Kind.OTHER) {
            this.table.set(null);
        }
        return trouble;
    }

    private String written() {
        return Property.DELIVERY_LOG.beanName() + "=\"" + name + "\"";
    }
}
