package org.postern.api.spi;

/**
 * Reads which mail the methods of a bean take. Found by {@link java.util.ServiceLoader} with the class loader of the bean.
 * Thread-safe.
 */
public interface EndpointRouter {
    /**
     * Reads the methods of a bean. Calls none of them.
     *
     * @param bean the class as its author wrote it
     * @return what its methods take
     * @throws IllegalArgumentException if something about them is wrong; the message names all that is, a line each
     */
    EndpointRoutes routes(Class<?> bean);
}
