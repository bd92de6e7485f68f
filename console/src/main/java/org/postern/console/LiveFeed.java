package org.postern.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Sends the state to all pages that are open, and reads it once for all of them; if there are none it is not read. */
final class LiveFeed {
    static final Duration STEP = Duration.ofSeconds(2);

    /** Pages beyond these ask from time to time instead. */
    static final int MOST_LISTENERS = 20;

    /** Then the page connects again, and so does its user's role count again. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** An unchanged state is sent again after this, so that a page knows that it is live, and we that it has gone. */
    static final Duration QUIETEST = Duration.ofSeconds(15);

    private final Executor senders;
    private final Map<Listener, Line> lines = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST_LISTENERS);

    /** @param senders wait for clients: no thread of the caller of {@link #tick} */
    LiveFeed(Executor senders) {
        this.senders = senders;
    }

    /** A page that is open. */
    interface Listener {
        CompletionStage<?> send(String state);

        boolean isClosed();

        void close();
    }

    /** False if there are too many. */
    boolean join(Listener listener, Instant now) {
        if (!places.tryAcquire()) {
            return false;
        }
        lines.put(listener, new Line(listener, now));
        return true;
    }

    int listeners() {
        return lines.size();
    }

    void tick(Instant now, Supplier<String> state) {
        lines.values().stream().filter(line -> line.isOver(now)).forEach(line -> leave(line, senders));
        if (!lines.isEmpty()) {
            String text = state.get();
            lines.values().forEach(line -> line.offer(text, now));
        }
    }

    void close() {
        lines.values().forEach(line -> leave(line, senders));
        lines.values().forEach(line -> leave(line, Runnable::run)); // No tick comes that would try again.
    }

    private void leave(Line line, Executor closing) {
        if (!line.leaving.compareAndSet(false, true)) {
            return;
        }
        try {
            closing.execute(() -> close(line.listener));
            lines.remove(line.listener);
        } catch (RejectedExecutionException
                | OutOfMemoryError e) { // The server has no thread for it: the next tick tries again.
            line.leaving.set(false);
        }
    }

    /** Waits, if need be, for a client that reads nothing. Until then its place is taken, so that such threads have a bound. */
    private void close(Listener listener) {
        try {
            listener.close();
        } finally {
            places.release();
        }
    }

    /** What is sent to one listener: one state at a time, and the latest when it is ready for another. */
    private final class Line {
        private final Listener listener;
        private final Instant since;
        private final AtomicBoolean leaving = new AtomicBoolean();
        private String sent = "";
        private Instant sentAt = Instant.MIN;
        private boolean sending;

        private Line(Listener listener, Instant since) {
            this.listener = listener;
            this.since = since;
        }

        private synchronized boolean isOver(Instant now) {
            return listener.isClosed()
                    || now.isAfter(since.plus(LONGEST))
                    || (sending && now.isAfter(sentAt.plus(QUIETEST).plus(QUIETEST)));
        }

        private synchronized void offer(String text, Instant now) {
            boolean quiet = text.equals(sent) && now.isBefore(sentAt.plus(QUIETEST));
            if (sending || quiet) {
                return;
            }
            sending = true;
            sent = text;
            sentAt = now;
            try {
                senders.execute(() -> send(text));
            } catch (RejectedExecutionException | OutOfMemoryError e) { // As above.
                sending = false;
                sent = "";
            }
        }

        private void send(String text) {
            try {
                listener.send(text).whenComplete((nothing, failure) -> ended(failure != null));
            } catch (IllegalStateException e) { // It was closed meanwhile.
                ended(true);
            }
        }

        private void ended(boolean failed) {
            synchronized (this) {
                sending = false;
            }
            if (failed) {
                leave(this, senders);
            }
        }
    }
}
