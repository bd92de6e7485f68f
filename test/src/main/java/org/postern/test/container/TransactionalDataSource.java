package org.postern.test.container;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source as a server has it: in a transaction of the thread there is one connection, which commits and rolls back with it
 * and is not for the application to end. Elsewhere each connection is as the driver gives it. Thread-safe.
 */
final class TransactionalDataSource implements DataSource {
    private static final Set<String> OF_THE_CONTAINER = Set.of("commit", "rollback", "setAutoCommit");

    private final DataSource driver;
    private final Transactions transactions;

    TransactionalDataSource(DataSource driver, Transactions transactions) {
        this.driver = driver;
        this.transactions = transactions;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Transaction transaction = transactions.current();
        if (transaction == null) {
            return driver.getConnection();
        }
        // By the driver: a bean may ask the container twice, and has one connection all the same.
        if (transaction.resources().get(driver) instanceof Connection known) {
            return handle(known);
        }
        Connection connection = driver.getConnection();
        connection.setAutoCommit(false);
        transaction.resources().put(driver, connection);
        transaction.enlist(new Enlisted(connection));
        return handle(connection);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("A data source of a server is asked without a user");
    }

    private static Connection handle(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                TransactionalDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new Handle(connection));
    }

    /** What a bean has of a connection: closing it leaves the transaction its own. */
    private static final class Handle implements InvocationHandler {
        private final Connection connection;
        private volatile boolean closed;

        Handle(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "close" -> {
                    closed = true;
                    return null;
                }
                case "isClosed" -> {
                    return closed || connection.isClosed();
                }
                case "equals" -> {
                    return arguments != null && proxy == arguments[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(proxy);
                }
                default -> {
                    return passOn(method, arguments);
                }
            }
        }

        private @Nullable Object passOn(Method method, Object @Nullable [] arguments) throws Throwable {
            if (closed && method.getDeclaringClass() == Connection.class) {
                throw new SQLException("The connection is closed");
            }
            boolean ends =
                    OF_THE_CONTAINER.contains(method.getName()) && (arguments == null || !isSavepoint(arguments));
            if (ends) {
                throw new SQLException(method.getName() + "() is the container's to call in its transaction");
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }

        /** Going back to a savepoint ends no transaction. */
        private static boolean isSavepoint(Object[] arguments) {
            return arguments.length == 1 && arguments[0] instanceof Savepoint;
        }
    }

    private record Enlisted(Connection connection) implements Transaction.Participant {
        @Override
        public void commit() throws SQLException {
            connection.commit();
            connection.close();
        }

        @Override
        public void rollBack() throws SQLException {
            try (connection) {
                connection.rollback();
            }
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return driver.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        driver.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        driver.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return driver.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return driver.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return driver.isWrapperFor(type);
    }
}
