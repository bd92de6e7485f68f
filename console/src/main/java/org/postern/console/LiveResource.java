package org.postern.console;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;

/** The state whenever it changes, as server-sent events. */
@Path("live")
public class LiveResource {
    private final Console console;

    public LiveResource(@Context ServletContext context) {
        this.console = Console.of(context);
    }

    /** The first event comes with the next poll. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void listen(@Context SseEventSink sink, @Context Sse sse) {
        if (!console.feed().join(new Page(sink, sse), Console.steadyNow())) {
            throw new RefusedException(503, "Too many pages are open");
        }
        console.goOn();
    }

    private record Page(SseEventSink sink, Sse sse) implements LiveFeed.Listener {
        @Override
        public CompletionStage<?> send(String state) {
            return sink.send(sse.newEvent(state));
        }

        @Override
        public boolean isClosed() {
            return sink.isClosed();
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
