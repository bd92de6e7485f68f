package org.postern.console;

import jakarta.json.Json;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What should not happen is told in the server's log alone; the page shows by which id it is found there. */
@Provider
public class UnexpectedMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOGGER = Logger.getLogger("org.postern.console");

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException answered
                && answered.getResponse().getStatus() < 500) {
            return answered.getResponse(); // By the server itself, such as 404 and 405.
        }
        return Response.status(500)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(logged(failure))
                .build();
    }

    /** What the page is told of it. */
    static String logged(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOGGER.log(
                Level.WARNING,
                failure,
                () -> "A request to the console has failed, and was answered 500 with the id " + id);
        return Json.createObjectBuilder()
                .add("error", "The console has failed at this. The log of the server has the reason, with the id " + id)
                .build()
                .toString();
    }
}
