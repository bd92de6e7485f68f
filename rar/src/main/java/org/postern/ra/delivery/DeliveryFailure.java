package org.postern.ra.delivery;

import jakarta.ejb.ApplicationException;
import jakarta.ejb.EJBAccessException;
import org.postern.api.MailRejectedException;
import org.postern.tls.Causes;

/**
 * What kept a delivery from its end.
 *
 * @param what happened, in a few words for the log
 */
record DeliveryFailure(String what, Throwable cause) {
    /** All else that a bean throws means that it has not done its work, also what a container takes for the application's. */
    static boolean isDeclaredToCommit(Throwable cause) {
        ApplicationException declared = cause.getClass().getAnnotation(ApplicationException.class);
        return declared != null && !declared.rollback() && !(cause instanceof MailRejectedException);
    }

    /** Trying again would not help the user, and his program tells him at once. */
    boolean isLackOfRole() {
        return Causes.of(cause).anyMatch(EJBAccessException.class::isInstance);
    }
}
