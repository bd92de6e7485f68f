package org.postern.ra;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.postern.net.ReceivedMessage;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** One message for one bean, and whether its sender knows what became of it (RFC 1047). Thread-safe. */
final class Attempt {
    private final String bean;
    private final DuplicateMemory memory;
    private final Messages messages;
    private @Nullable Fingerprint fingerprint;
    private OptionalInt slot = OptionalInt.empty();
    private boolean underWay;
    /** The sender will not show any more that it knows. */
    private boolean doubtful;
    /** And nobody is there to hear the reply. */
    private boolean lost;

    Attempt(String bean, DuplicateMemory memory, Messages messages) {
        this.bean = bean;
        this.memory = memory;
        this.messages = messages;
    }

    /** What is said instead of a call of the bean; empty if it is to be called. Reads the content. */
    Optional<Reply> replyInstead(ReceivedMessage message) {
        if (memory.isOff()) {
            return Optional.empty();
        }
        Fingerprint same;
        try {
            same = Fingerprint.of(message, bean);
        } catch (IOException e) {
            messages.contentNotRead(message, e);
            return Optional.of(Outcome.CONTENT_NOT_READ.as(Replies.notDelivered(message.id())));
        }
        return switch (begin(same)) {
            case NEW -> Optional.empty();
            case COMMITTED -> {
                messages.alreadyCommitted(message, bean);
                yield Optional.of(Outcome.DUPLICATE_RECOGNISED.as(Replies.accepted(message.id())));
            }
            case UNDER_WAY -> {
                messages.abandoned(message, bean);
                yield Optional.of(Outcome.THE_SAME_IS_UNDER_WAY.as(Replies.busy(message.id())));
            }
        };
    }

    /** The bean has done what it does. */
    synchronized void end(boolean taken) {
        if (fingerprint == null || !underWay) {
            return;
        }
        underWay = false;
        if (taken) {
            slot = memory.note(fingerprint);
        }
        if (doubtful) {
            memory.end(fingerprint);
            remember(fingerprint);
        }
    }

    /** The sender knows. */
    synchronized void acknowledge() {
        if (fingerprint != null && !doubtful) {
            memory.remove(fingerprint);
            slot.ifPresent(memory::release);
        }
    }

    /** The sender will not show any more that it knows, but may hear the reply. */
    synchronized void inputEnded() {
        doubt();
    }

    /** The sender does not know, and will not hear it on this connection. */
    synchronized void lose() {
        lost = true;
        doubt();
    }

    private void doubt() {
        if (doubtful) {
            return;
        }
        doubtful = true;
        if (fingerprint != null && underWay) {
            memory.abandon(fingerprint);
        } else if (fingerprint != null) {
            remember(fingerprint);
        }
    }

    private void remember(Fingerprint message) {
        slot.ifPresent(noted -> memory.lose(message, noted));
    }

    private synchronized DuplicateMemory.Standing begin(Fingerprint same) {
        if (lost) {
            return DuplicateMemory.Standing.UNDER_WAY; // Why begin: whoever sent it will do so again.
        }
        fingerprint = same;
        DuplicateMemory.Standing standing = memory.standing(same);
        underWay = standing == DuplicateMemory.Standing.NEW;
        if (underWay && doubtful) {
            memory.abandon(same);
        }
        return standing;
    }
}
