package org.postern.console;

import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.security.Principal;

/** What a page has to show with each request that changes something. */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    @GET
    public String session(@Context HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        return Json.createObjectBuilder()
                .add("token", SessionToken.of(request.getSession()))
                .add("user", user == null ? "" : JsonValues.cut(user.getName()))
                .build()
                .toString();
    }
}
