package org.postern.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the log: a line about a fault of the adapter's own ends the simulation. */
final class LogCheck extends Handler implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("POSTERN-(\\d{4})");

    /** An undeployment waits no longer, for messages that are named. */
    private static final String STUCK = "1031";

    private final World world;
    private final Ledger ledger;
    private final Logger logger = Logger.getLogger("org.postern");
    private final Logger library = Logger.getLogger("io.netty");
    private final Map<String, Long> lines = new TreeMap<>();
    private final Coverage coverage = new Coverage();

    LogCheck(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
        library.setUseParentHandlers(false);
        library.addHandler(this);
    }

    Coverage coverage() {
        return coverage;
    }

    /** How often each line came. */
    Map<String, Long> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        if (!world.isActor()
                || world.self().process().isDead()
                || line.getLevel().intValue() < Level.INFO.intValue()) {
            return;
        }
        String text = String.valueOf(line.getMessage());
        if (line.getLoggerName().equals("org.postern.transcript")) {
            coverage.line(text);
            return;
        }
        world.tell("LOG " + text);
        if (line.getLoggerName().startsWith("io.netty") && line.getLevel().intValue() > Level.INFO.intValue()) {
            world.violated("the network library complains: " + text + trace(line.getThrown()));
        }
        Matcher id = ID.matcher(text);
        if (id.find()) {
            lines.merge(id.group(1), 1L, Long::sum);
            if (id.group(1).equals(STUCK)) {
                ledger.leftWithTheirBean(text);
            }
            if (id.group(1).startsWith("9")) {
                world.violated("a fault of the adapter's own: " + text + trace(line.getThrown()));
            }
        }
    }

    private static String trace(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return "\n" + text;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        library.removeHandler(this);
        library.setUseParentHandlers(true);
    }
}
