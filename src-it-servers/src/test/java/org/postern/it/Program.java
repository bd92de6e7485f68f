package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Programs of administrators. */
final class Program {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Program() {}

    /** Runs one to its end, whatever that is. */
    static Command.Result tryTo(String... command) {
        try {
            return Command.runWithin(PATIENCE, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs one that has to succeed. */
    static void run(String... command) {
        succeed(tryTo(command));
    }

    static void succeed(Command.Result result) {
        if (!result.succeeded()) {
            throw new IllegalStateException(result.output());
        }
    }
}
