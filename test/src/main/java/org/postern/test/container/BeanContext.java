package org.postern.test.container;

import jakarta.ejb.EJBHome;
import jakarta.ejb.EJBLocalHome;
import jakarta.ejb.MessageDrivenContext;
import jakarta.ejb.TimerService;
import jakarta.transaction.UserTransaction;
import java.security.Principal;
import java.util.Map;

/** What a bean asks its container for. Thread-safe: each call is about the calling thread. */
final class BeanContext implements MessageDrivenContext {
    private final Transactions transactions;
    private final UserTransaction ofBeans;
    private final Users users;

    BeanContext(Transactions transactions, UserTransaction ofBeans, Users users) {
        this.transactions = transactions;
        this.ofBeans = ofBeans;
        this.users = users;
    }

    @Override
    public Principal getCallerPrincipal() {
        return users.caller();
    }

    @Override
    public boolean isCallerInRole(String role) {
        return users.isCallerIn(role);
    }

    @Override
    public UserTransaction getUserTransaction() {
        return ofBeans;
    }

    @Override
    public void setRollbackOnly() {
        transactions.setRollbackOnly();
    }

    @Override
    public boolean getRollbackOnly() {
        return transactions.getRollbackOnly();
    }

    @Override
    public Map<String, Object> getContextData() {
        return Map.of();
    }

    @Override
    public TimerService getTimerService() {
        throw isNot("timers");
    }

    @Override
    public Object lookup(String name) {
        throw isNot("a naming service, where " + name + " would be");
    }

    @Override
    public EJBHome getEJBHome() {
        throw isNot("homes: a message-driven bean never has one");
    }

    @Override
    public EJBLocalHome getEJBLocalHome() {
        throw isNot("homes: a message-driven bean never has one");
    }

    private static IllegalStateException isNot(String what) {
        return new IllegalStateException("The container of postern-test has no " + what);
    }
}
