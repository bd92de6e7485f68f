package org.postern.ra.deliverylog;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source of a container, as small as can be: in the transaction of a thread there is one connection, which close() leaves open. */
public final class TestTransactions implements DataSource {
    private final DataSource driver;
    private final Map<Thread, Connection> current = new ConcurrentHashMap<>();
    private volatile int isolation;
    private volatile @Nullable String denial;
    private volatile @Nullable SQLException lost;
    private volatile Runnable meanwhile = () -> {};

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    public TestTransactions(DataSource driver) {
        this.driver = driver;
    }

    public void committed(Step step) {
        in(step, true);
    }

    public void rolledBack(Step step) {
        in(step, false);
    }

    /** From now on connections have this one. */
    public void isolation(int level) {
        isolation = level;
    }

    /** From now on a connection says that it commits by itself, and refuses to in these words. */
    public void deny(String refusal) {
        denial = refusal;
    }

    /** From now on there are no connections, for this reason. */
    public void lose(@Nullable SQLException why) {
        lost = why;
    }

    /** From now on a connection takes its time, in which this happens. */
    public void meanwhile(Runnable what) {
        meanwhile = what;
    }

    private void in(Step step, boolean commits) {
        try (Connection connection = driver.getConnection()) {
            connection.setAutoCommit(false);
            current.put(Thread.currentThread(), connection);
            step.run();
            if (commits) {
                connection.commit();
            } else {
                connection.rollback();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            current.remove(Thread.currentThread());
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        meanwhile.run();
        if (lost != null) {
            throw lost;
        }
        Connection connection = current.get(Thread.currentThread());
        if (connection == null) {
            Connection own = driver.getConnection();
            if (isolation != 0) {
                own.setTransactionIsolation(isolation);
            }
            return own;
        }
        return (Connection) Proxy.newProxyInstance(
                TestTransactions.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    if (method.getName().equals("getAutoCommit") && denial != null) {
                        return true;
                    }
                    if (method.getName().equals("setAutoCommit")) {
                        throw new SQLException(denial);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
