package org.postern.console;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** What came, and what became of it. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class MailResource {
    private final Console console;

    public MailResource(@Context ServletContext context) {
        this(Console.of(context));
    }

    MailResource(Console console) {
        this.console = console;
    }

    @GET
    @Path("samples")
    public String samples(
            @QueryParam("adapter") @DefaultValue("") String adapter,
            @QueryParam("span") @DefaultValue("hour") String span) {
        console.goOn();
        return console.samples().columns(adapter, span.equals("day")).toString();
    }

    @GET
    @Path("messages")
    public String messages() {
        return console.history().messages().toString();
    }

    @GET
    @Path("refusals")
    public String refusals() {
        return console.history().refusals().toString();
    }

    @GET
    @Path("find")
    public String find(@QueryParam("id") @DefaultValue("") String id) {
        return console.history().find(id).toString();
    }
}
