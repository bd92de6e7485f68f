package org.postern.console;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;

/** The path doctor. What opens connections, or asks DNS, is a POST: so it needs the token, and no page of another site can have it done. */
@Path("path")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PathResource {
    private final PathDoctor doctor;

    public PathResource(@Context ServletContext context) {
        this.doctor = Console.of(context).pathDoctor();
    }

    @GET
    public String overview() {
        return doctor.overview(Instant.now()).toString();
    }

    @POST
    @Path("addresses")
    public String addresses(InputStream question) {
        return doctor.addresses(Question.read(question)).toString();
    }

    @POST
    @Path("look")
    public String look(InputStream question) {
        return doctor.look(Question.read(question)).toString();
    }

    @POST
    @Path("records")
    public String records(InputStream question) {
        return doctor.records(Question.read(question), Instant.now()).toString();
    }

    @POST
    @Path("check")
    public String check(InputStream question) {
        return doctor.check(Question.read(question)).toString();
    }
}
