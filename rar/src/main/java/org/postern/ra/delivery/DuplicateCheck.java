package org.postern.ra.delivery;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.postern.net.ReceivedMessage;
import org.postern.ra.duplicates.DuplicateMemory;
import org.postern.ra.duplicates.Fingerprint;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/**
 * One message for one bean, and whether its sender knows what became of it (RFC 1047). No delivery and no reply depends on
 * that: if something is wrong with it, the message is not remembered. Thread-safe.
 */
public final class DuplicateCheck {
    private final String bean;
    private final DuplicateMemory memory;
    private final DeliveryMessages messages;
    private @Nullable Fingerprint fingerprint;
    private OptionalInt slot = OptionalInt.empty();
    private boolean underWay;
    /** The sender will not show any more that it knows. */
    private boolean doubtful;
    /** And its connection has ended, so that it will not hear the reply. */
    private boolean lost;

    DuplicateCheck(String bean, DuplicateMemory memory, DeliveryMessages messages) {
        this.bean = bean;
        this.memory = memory;
        this.messages = messages;
    }

    /** What is said instead of a call of the bean; empty if it is to be called. Reads the content. */
    Optional<Reply> replyInstead(ReceivedMessage message) {
        DuplicateMemory.Standing standing;
        try {
            standing = memory.isOff() ? withoutMemory() : begin(Fingerprint.of(message, bean));
        } catch (IOException e) {
            messages.contentNotRead(message, e);
            return Optional.of(Outcome.CONTENT_NOT_READ.as(Replies.notDelivered(message.id())));
        } catch (RuntimeException | Error e) {
            giveUp(e);
            return Optional.empty();
        }
        return switch (standing) {
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
    void end(boolean taken) {
        guarded(() -> {
            if (fingerprint == null || !underWay) {
                return;
            }
            underWay = false;
            if (taken) {
                slot = memory.note(fingerprint);
            }
            if (doubtful) {
                memory.end(fingerprint);
                lose(fingerprint);
            }
        });
    }

    /** The sender knows. */
    public void acknowledge() {
        guarded(() -> {
            if (fingerprint != null && !doubtful) {
                memory.remove(fingerprint);
                slot.ifPresent(memory::release);
                fingerprint = null; // The place may be another one's now.
            }
        });
    }

    /** The sender will not show any more that it knows, but may hear the reply, or has. */
    public void inputEnded() {
        guarded(() -> {
            if (!doubtful && fingerprint != null && !underWay) {
                Fingerprint message = fingerprint;
                slot.ifPresent(noted -> memory.doubt(message, noted));
            }
            doubt();
        });
    }

    /** The sender does not know, and will not hear it on this connection. */
    public void lose() {
        guarded(() -> {
            lost = true;
            if (!doubtful && fingerprint != null && !underWay) {
                lose(fingerprint);
            }
            doubt();
        });
    }

    /** Has what became of it survive the end of the process. Blocks. */
    public void write() {
        memory.write();
    }

    private void doubt() {
        if (!doubtful && fingerprint != null && underWay) {
            memory.abandon(fingerprint);
        }
        doubtful = true;
    }

    private void lose(Fingerprint message) {
        slot.ifPresent(noted -> memory.lose(message, noted));
    }

    /** Why begin what has lost its sender: it will send it again. */
    private synchronized DuplicateMemory.Standing withoutMemory() {
        return lost ? DuplicateMemory.Standing.UNDER_WAY : DuplicateMemory.Standing.NEW;
    }

    private synchronized DuplicateMemory.Standing begin(Fingerprint same) {
        if (lost) {
            return DuplicateMemory.Standing.UNDER_WAY;
        }
        DuplicateMemory.Standing standing = memory.standing(same);
        fingerprint = same;
        underWay = standing == DuplicateMemory.Standing.NEW;
        if (underWay && doubtful) {
            memory.abandon(same);
        }
        return standing;
    }

    private synchronized void guarded(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException | Error e) {
            giveUp(e);
        }
    }

    private synchronized void giveUp(Throwable cause) {
        fingerprint = null;
        if (memory.switchOff()) {
            messages.duplicatesNotKnown(cause);
        }
    }
}
