package org.postern.test.container;

import jakarta.ejb.EJBHome;
import jakarta.ejb.EJBLocalHome;
import jakarta.ejb.MessageDrivenContext;
import jakarta.ejb.TimerService;
import jakarta.transaction.UserTransaction;
import java.security.Principal;
import java.util.Map;

/**
 * What a bean asks its container for: what its way of transactions lets it ask (Enterprise Beans 4.10.11.1). Thread-safe: each call is
 * about the calling thread.
 */
final class BeanContext implements MessageDrivenContext {
    private final Transactions transactions;
    private final UserTransaction ofBeans;
    private final Users users;
    private final boolean hasOwnTransactions;

    BeanContext(Transactions transactions, UserTransaction ofBeans, Users users, boolean hasOwnTransactions) {
        this.hasOwnTransactions = hasOwnTransactions;
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
        if (!hasOwnTransactions) {
            throw new IllegalStateException("Its transactions are the container's: the bean has no UserTransaction");
        }
        return ofBeans;
    }

    @Override
    public void setRollbackOnly() {
        failWithOwnTransactions();
        transactions.setRollbackOnly();
    }

    @Override
    public boolean getRollbackOnly() {
        failWithOwnTransactions();
        return transactions.getRollbackOnly();
    }

    private void failWithOwnTransactions() {
        if (hasOwnTransactions) {
            throw new IllegalStateException("The bean has transactions of its own: this is for the container's");
        }
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
