package org.postern.console;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** Tries other values. It changes nothing, and is a POST nevertheless: a password belongs in no address. */
@Path("whatif")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WhatIfResource {
    private final Console console;

    public WhatIfResource(@Context ServletContext context) {
        this.console = Console.of(context);
    }

    @POST
    public String tryOut(InputStream question) {
        return console.whatIf().answer(Question.read(question)).toString();
    }
}
