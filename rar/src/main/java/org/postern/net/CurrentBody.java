package org.postern.net;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.postern.smtp.BodySink;

/** The content that a connection is receiving, if it is receiving any. */
final class CurrentBody {
    private final int threshold;
    private final SpoolSpace space;
    private final BlockingTasks threads;
    private Optional<Spool> spool = Optional.empty();

    CurrentBody(AcceptorSettings settings, ConnectionServices services) {
        this.threshold = settings.buffers().spoolThresholdBytes();
        this.space = services.limits().spool();
        this.threads = services.io().blocking();
    }

    /** Longer content needs a file. */
    int threshold() {
        return threshold;
    }

    BodySink begin() {
        Spool fresh = new Spool(threshold, space, threads);
        spool = Optional.of(fresh);
        return fresh;
    }

    /** Whether memory holds as much as it may. */
    boolean isFull() {
        return spool.filter(Spool::isFull).isPresent();
    }

    /** Moves what is in memory to a file. Completes on any thread. */
    CompletionStage<Void> spill() {
        return spool.orElseThrow().spill();
    }

    /**
     * Gives the whole content away.
     *
     * @param envelope is closed with it
     */
    Content complete(Holding envelope) {
        Content content = spool.orElseThrow().complete(envelope);
        spool = Optional.empty();
        return content;
    }

    void drop() {
        spool.ifPresent(Spool::abandon);
        spool = Optional.empty();
    }
}
