package org.postern.ra.deliverylog;

import java.util.Optional;
import org.postern.ra.config.Property;
import org.postern.ra.deliverylog.LogTable.MadeInPart;
import org.postern.ra.deliverylog.LogTable.NoConnection;
import org.postern.ra.deliverylog.LogTable.NotInTransaction;
import org.postern.ra.deliverylog.LogTable.NotMade;
import org.postern.ra.deliverylog.LogTable.SeesUncommitted;
import org.postern.ra.deliverylog.LogTrouble.Kind;

/** What is said of what has failed, with what to do about it. */
final class LogSentences {
    private LogSentences() {}

    /** Of a failure, at a table if that was found. */
    static LogTrouble trouble(String written, Throwable cause, Optional<LogTable> table) {
        if (cause instanceof NotInTransaction) {
            return new LogTrouble(written
                    + ": its connections take no part in the container's transactions, and what is noted would stay when the bean's"
                    + " work is rolled back: the message would be lost. Let it take part: jta=true in WildFly, transactional=true in"
                    + " Liberty, JtaManaged=true in TomEE, no non-transactional connections in Payara and GlassFish");
        }
        if (cause instanceof SeesUncommitted) {
            return new LogTrouble(
                    written
                            + ": its connections see what has not committed. Let its isolation be read committed, or a higher one");
        }
        if (cause instanceof MadeInPart) {
            return new LogTrouble(
                    Kind.OTHER,
                    written + ": the table " + LogTable.NAME
                            + " was made, but not all that belongs to it. Run, as a user who may: "
                            + cause.getMessage(),
                    cause);
        }
        if (cause instanceof NoConnection || table.isEmpty()) {
            return new LogTrouble(
                    Kind.OTHER,
                    written
                            + ": no connection can be had. Look at the database, and at the size of the pool; if the database is"
                            + " well again, let the pool validate its connections",
                    cause);
        }
        return trouble(written, cause, table.get());
    }

    static LogTrouble keptAfterRollback(String written) {
        return new LogTrouble(
                written
                        + ": what was noted has stayed though its transaction was rolled back: the message would be lost. Let the data"
                        + " source take part in the container's transactions, and the table " + LogTable.NAME
                        + " have an engine with transactions, as InnoDB. Then delete the rows of messages that were not delivered");
    }

    private static LogTrouble trouble(String written, Throwable cause, LogTable table) {
        return switch (table.dialect().meaning(cause)) {
            case DUPLICATE -> new LogTrouble(Kind.SAME, written + ": the message has its row", cause);
            case BUSY -> new LogTrouble(Kind.BUSY, written + ": another transaction is in the way", cause);
            case NO_TABLE ->
                new LogTrouble(
                        Kind.NO_TABLE,
                        written + ": the table " + LogTable.NAME + " is missing. Run: "
                                + String.join("; ", table.dialect().statements()) + "; or set "
                                + Property.DELIVERY_LOG_CREATE.beanName() + "=true",
                        cause);
            case NOT_ALLOWED -> new LogTrouble(Kind.OTHER, written + notAllowed(cause, table), cause);
            case READ_ONLY ->
                new LogTrouble(
                        Kind.OTHER,
                        written
                                + ": the database can only be read. Let the data source lead to one that can be written",
                        cause);
            case OTHER ->
                new LogTrouble(Kind.OTHER, written + ": the database fails. Look at it, and at its log", cause);
        };
    }

    /** What gives the right to a table helps only where that is. */
    private static String notAllowed(Throwable cause, LogTable table) {
        String grant = "GRANT SELECT, INSERT, DELETE ON " + LogTable.NAME + " TO "
                + table.account().inStatements();
        String user = table.account().name();
        return cause instanceof NotMade
                ? ": the table " + LogTable.NAME + " is missing, and the user " + user
                        + " may not make it. Let another user run: "
                        + String.join("; ", table.dialect().statements()) + "; " + grant
                : ": the user " + user + " may not use the table. Run: " + grant;
    }
}
