package org.postern.run;

import java.time.Duration;

/** Ends this JVM in good order when it is told to, and when the process that started it is gone. */
final class Lifeline {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Lifeline() {}

    /** The action runs at SIGINT, at SIGTERM, and when Maven died, which could not tell us any more. */
    static void stopAtTheEnd(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> runBounded(stop), "stop"));
        ProcessHandle.current().parent().ifPresent(Lifeline::exitAfter);
    }

    private static void exitAfter(ProcessHandle parent) {
        var unused = parent.onExit().thenRun(() -> System.exit(0));
    }

    /** A JVM ends when its hooks do. One that is stuck must not keep the ports. */
    private static void runBounded(Runnable stop) {
        Thread worker = new Thread(stop, "stop-server");
        worker.setDaemon(true);
        worker.start();
        try {
            worker.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
