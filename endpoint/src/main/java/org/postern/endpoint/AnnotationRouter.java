package org.postern.endpoint;

import org.postern.api.spi.EndpointRouter;
import org.postern.api.spi.EndpointRoutes;

/** Reads the annotations of this package. For the adapter, which finds it as a service. */
public final class AnnotationRouter implements EndpointRouter {
    /** For the service loader. */
    public AnnotationRouter() {}

    @Override
    public EndpointRoutes routes(Class<?> bean) {
        return RouteReader.read(bean);
    }
}
