package org.postern.console;

import jakarta.json.Json;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Addresses, beans and acceptors, and what can be done to them. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class StateResource {
    private final Console console;

    public StateResource(@Context ServletContext context) {
        this(Console.of(context));
    }

    StateResource(Console console) {
        this.console = console;
    }

    @GET
    @Path("state")
    public String state() {
        console.goOn();
        return console.state().whole().toString();
    }

    @GET
    @Path("addresses")
    public String addresses() {
        return console.state().addresses().toString();
    }

    @GET
    @Path("beans")
    public String beans() {
        return console.state().beans().toString();
    }

    /** What any address and port offers, or would offer by the rules of this one. */
    @GET
    @Path("explain")
    public String explain(
            @QueryParam("id") @DefaultValue("") String id,
            @QueryParam("address") @DefaultValue("") String address,
            @QueryParam("port") @DefaultValue("25") int port) {
        Object answer = console.beans().invoke(Beans.ours(id), "explain", List.of(JsonValues.cut(address), port));
        return Json.createObjectBuilder()
                .add("text", JsonValues.of(answer))
                .build()
                .toString();
    }

    @POST
    @Path("pause")
    public String pause(@QueryParam("id") @DefaultValue("") String id) {
        return act(id, "pause");
    }

    @POST
    @Path("resume")
    public String resume(@QueryParam("id") @DefaultValue("") String id) {
        return act(id, "resume");
    }

    @POST
    @Path("reload")
    public String reload(@QueryParam("id") @DefaultValue("") String id) {
        return act(id, "reload");
    }

    /** The page need not wait for the next event to see what it did. */
    private String act(String id, String action) {
        console.beans().act(id, action);
        return state();
    }
}
