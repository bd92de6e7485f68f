package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The process of a server, which may be started again and again. */
final class ServerProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private @Nullable Process process;

    void launch(ProcessBuilder builder) {
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Ends it as its administrator does, and waits for its end. */
    void stop() {
        end(Process::destroy);
    }

    /** Ends it without a warning. */
    void kill() {
        end(Process::destroyForcibly);
    }

    private void end(Consumer<Process> how) {
        Process running = process;
        if (running != null) {
            how.accept(running);
            running.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    /** That of the operating system. */
    ProcessHandle handle() {
        return Optional.ofNullable(process)
                .orElseThrow(() -> new IllegalStateException("It was not started yet"))
                .toHandle();
    }
}
