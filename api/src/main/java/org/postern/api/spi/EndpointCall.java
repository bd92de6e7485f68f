package org.postern.api.spi;

import java.lang.reflect.Method;

/** A method of a bean with its arguments. Immutable. */
public interface EndpointCall {
    /**
     * Tells what is called.
     *
     * @return a public method of the bean's class, which returns nothing or a {@link org.postern.api.MailReply}
     */
    Method method();

    /**
     * Gives the arguments.
     *
     * @return one for each parameter
     */
    Object[] arguments();
}
