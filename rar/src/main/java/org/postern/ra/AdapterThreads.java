package org.postern.ra;

import jakarta.resource.spi.work.WorkManager;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.postern.net.EventLoops;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.log.Messages;
import org.postern.ra.work.Ending;
import org.postern.ra.work.LongRunningThreads;
import org.postern.ra.work.StandingThread;
import org.postern.ra.work.WorkSubmitter;
import org.postern.ra.work.WorkThreads;
import org.postern.tls.TicketSecrets;

/**
 * The threads of one adapter: its event loops, one that asks the container for others, and those of the container that may
 * block. Thread-safe.
 */
final class AdapterThreads {
    /** Event loops need no longer to end. */
    private static final Duration LOOPS_END = Duration.ofSeconds(4);

    /** The container is asked again for threads that it has not given. */
    private static final Duration RETRY_PERIOD = Duration.ofSeconds(1);

    private final LongRunningThreads ioThreads;
    private final LongRunningThreads dispatcherThread;
    private final EventLoops loops;

    /** One thread that asks the container for others: it may have to wait, and event loops must not. */
    private final EventLoops dispatcher;

    private final WorkSubmitter container;
    private final WorkThreads blocking;
    private final StandingThread ofChecks;

    AdapterThreads(
            WorkManager workManager,
            int ioThreads,
            TicketSecrets secrets,
            Surroundings surroundings,
            Messages messages,
            LifeMessages life) {
        this.ioThreads = new LongRunningThreads(workManager, surroundings.time(), life);
        this.dispatcherThread = new LongRunningThreads(workManager, surroundings.time(), life);
        this.loops = loops(ioThreads, this.ioThreads.named("io"), secrets, surroundings, messages);
        this.dispatcher = loops(1, dispatcherThread.named("dispatcher"), TicketSecrets.none(), surroundings, messages);
        this.container = new WorkSubmitter(workManager, dispatcher::execute, messages);
        this.blocking = new WorkThreads(container);
        this.ofChecks = new StandingThread(blocking, surroundings.time());
    }

    private static EventLoops loops(
            int count, Executor threads, TicketSecrets secrets, Surroundings surroundings, Messages messages) {
        return new EventLoops(
                count, surroundings.transport(), threads, secrets, surroundings.time(), messages::taskFailed);
    }

    /** Those that serve connections. */
    EventLoops loops() {
        return loops;
    }

    /** Where work for the container's threads is given. */
    WorkSubmitter container() {
        return container;
    }

    /** The container's threads, for what blocks. */
    WorkThreads blocking() {
        return blocking;
    }

    /** The same, for what comes every second. */
    StandingThread ofChecks() {
        return ofChecks;
    }

    /**
     * Begins. The first call for a thread also shows whether the container gives any.
     *
     * @throws RuntimeException if it gives none
     */
    void start() {
        dispatcher.start();
        loops.start();
        dispatcher.every(RETRY_PERIOD, ioThreads::retry);
        // An event loop asks the container only for the one thread without which no other can be asked for.
        loops.everyOnEach(RETRY_PERIOD, dispatcherThread::retry);
    }

    /** Ends the loops of connections, and tells whether they have ended in time. */
    boolean closeLoops() {
        return loops.close(LOOPS_END);
    }

    /** Ends the last ones, and tells whether the dispatcher has ended in time. To be called when no work is to be done any more. */
    boolean closeDispatcher() {
        ofChecks.end();
        return dispatcher.close(LOOPS_END);
    }

    /** Gives back what was begun in vain, without waiting. */
    void release(Ending ending) {
        ending.step("the thread of checks", ofChecks::end);
        ending.step("the event loops", loops::release);
        ending.step("the event loop of tasks", dispatcher::release);
    }
}
