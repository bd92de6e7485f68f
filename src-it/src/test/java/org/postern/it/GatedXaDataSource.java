package org.postern.it;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import org.apache.derby.jdbc.ClientXADataSource;

/** Derby, where a test can hold a transaction between the two phases of its commit, at a {@link Gate}. */
public final class GatedXaDataSource extends ClientXADataSource {
    /** What there is between the phases. */
    public enum Moment {
        /** This resource is ready to commit. Nothing is decided. */
        PREPARED,
        /** All are ready, and the transaction manager has decided. */
        DECIDED
    }

    private static final long serialVersionUID = 1L;

    private Moment moment = Moment.PREPARED;
    private int gatePort;

    public String getMoment() {
        return moment.name();
    }

    public void setMoment(String value) {
        moment = Moment.valueOf(value);
    }

    public String getGatePort() {
        return String.valueOf(gatePort);
    }

    /** A text, because WildFly gives nothing else. */
    public void setGatePort(String value) {
        gatePort = Integer.parseInt(value);
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return gated(super.getXAConnection());
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return gated(super.getXAConnection(user, password));
    }

    private XAConnection gated(XAConnection connection) {
        return delegate(XAConnection.class, connection, (method, invocation) -> {
            Object result = invocation.proceed();
            return result instanceof XAResource resource ? gated(resource) : result;
        });
    }

    private XAResource gated(XAResource resource) {
        return delegate(XAResource.class, resource, (method, invocation) -> {
            if (method.equals("commit") && moment == Moment.DECIDED) {
                Misbehaviour.waitAtGate(gatePort);
            }
            Object result = invocation.proceed();
            if (method.equals("prepare") && moment == Moment.PREPARED) {
                Misbehaviour.waitAtGate(gatePort);
            }
            return result;
        });
    }

    private interface Invocation {
        Object proceed() throws Throwable;
    }

    private interface Around {
        Object invoke(String method, Invocation invocation) throws Throwable;
    }

    private static <T> T delegate(Class<T> type, T target, Around around) {
        return type.cast(Proxy.newProxyInstance(
                GatedXaDataSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> around.invoke(method.getName(), () -> {
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }
}
