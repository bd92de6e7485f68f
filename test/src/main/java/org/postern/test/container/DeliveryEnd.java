package org.postern.test.container;

/** How the container has ended the call of a bean with a message. */
public enum DeliveryEnd {
    /** Its transaction has committed. */
    COMMITTED,
    /** Its transaction was rolled back, or could not commit. */
    ROLLED_BACK,
    /** The container had none for it: the bean has its own, or none. */
    WITHOUT_TRANSACTION
}
