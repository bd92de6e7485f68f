package org.postern.ra.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.postern.net.ReceivedMessage;
import org.postern.ra.duplicates.CommonCopy;
import org.postern.ra.duplicates.DuplicateMemory;
import org.postern.ra.duplicates.Fingerprint;
import org.postern.ra.duplicates.Standing;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/**
 * One message for one bean, and whether its sender knows what became of it (RFC 1047). No delivery and no reply depends on
 * that: if something is wrong with it, the message is not remembered. Thread-safe.
 */
public final class DuplicateCheck {
    private final String bean;
    private final String shown;
    private final Optional<Elsewhere> elsewhere;
    private final DuplicateMemory memory;
    private final DeliveryMessages messages;
    private @Nullable Fingerprint fingerprint;
    private Optional<CommonCopy> copy = Optional.empty();
    private OptionalInt slot = OptionalInt.empty();
    private boolean underWay;
    /** It came again, and was not delivered. */
    private boolean recognised;
    /** The sender will not show any more that it knows. */
    private boolean doubtful;
    /** And its connection has ended, so that it will not hear the reply. */
    private boolean lost;

    /**
     * A bean as other instances know it.
     *
     * @param name the same at all of them
     * @param timeout how long it may work on a message
     */
    record Elsewhere(String name, Duration timeout) {}

    /**
     * Nothing is begun yet.
     *
     * @param bean what it is called at this instance
     * @param shown what people call it
     * @param elsewhere empty if other instances cannot tell it from another bean
     */
    DuplicateCheck(
            String bean,
            String shown,
            Optional<Elsewhere> elsewhere,
            DuplicateMemory memory,
            DeliveryMessages messages) {
        this.bean = bean;
        this.shown = shown;
        this.elsewhere = elsewhere;
        this.memory = memory;
        this.messages = messages;
    }

    /** What is said instead of a call of the bean; empty if it is to be called. Reads the content. */
    Optional<Reply> replyInstead(ReceivedMessage message) {
        Standing standing;
        try {
            standing = memory.isOff() ? withoutMemory() : begin(Fingerprint.of(message, bean), copy(message));
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
                messages.alreadyCommitted(message, shown);
                yield Optional.of(Outcome.DUPLICATE_RECOGNISED.as(Replies.accepted(message.id())));
            }
            case UNDER_WAY -> {
                messages.abandoned(message, shown);
                yield Optional.of(Outcome.THE_SAME_IS_UNDER_WAY.as(Replies.busy(message.id())));
            }
        };
    }

    /** The bean has done what it does. */
    void end(boolean taken) {
        guarded(() -> {
            Fingerprint message = fingerprint;
            if (message == null || !underWay) {
                return;
            }
            underWay = false;
            if (taken) {
                slot = memory.note(message);
            }
            if (doubtful) {
                memory.end(message);
                if (slot.isPresent()) {
                    int noted = slot.getAsInt();
                    memory.lose(message, noted);
                    copy.ifPresent(all -> all.endCommitted(() -> memory.told(message, noted)));
                } else {
                    copy.ifPresent(CommonCopy::end);
                }
            }
        });
    }

    /** The sender knows. */
    public void acknowledge() {
        guarded(() -> {
            if (fingerprint != null && !doubtful) {
                memory.remove(fingerprint);
                slot.ifPresent(memory::release);
                if (recognised) {
                    copy.ifPresent(CommonCopy::forget);
                }
                fingerprint = null; // The place may be another one's now.
            }
        });
    }

    /** The sender will not show any more that it knows, but may hear the reply, or has. */
    public void inputEnded() {
        guarded(() -> {
            if (!doubtful && fingerprint != null && !underWay) {
                Fingerprint message = fingerprint;
                slot.ifPresent(noted -> {
                    memory.doubt(message, noted);
                    tellLost(message, noted);
                });
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
            abandon(fingerprint);
        }
        doubtful = true;
    }

    private void lose(Fingerprint message) {
        slot.ifPresent(noted -> {
            memory.lose(message, noted);
            tellLost(message, noted);
        });
    }

    private void tellLost(Fingerprint message, int noted) {
        copy.ifPresent(all -> all.lose(() -> memory.told(message, noted)));
    }

    private void abandon(Fingerprint message) {
        memory.abandon(message);
        copy.ifPresent(CommonCopy::abandon);
    }

    private Optional<CommonCopy> copy(ReceivedMessage message) throws IOException {
        return elsewhere.isPresent()
                ? memory.copy(
                        Fingerprint.of(message, elsewhere.get().name()),
                        elsewhere.get().timeout())
                : Optional.empty();
    }

    /** Why begin what has lost its sender: it will send it again. */
    private synchronized Standing withoutMemory() {
        return lost ? Standing.UNDER_WAY : Standing.NEW;
    }

    /**
     * Other instances are asked about what is new to this one, and about what they may have seen the sender know. Not with a lock held:
     * event loops may need that.
     */
    private Standing begin(Fingerprint same, Optional<CommonCopy> ofAll) {
        if (memory.standing(same) == Standing.COMMITTED
                && ofAll.filter(CommonCopy::isForgotten).isPresent()) {
            memory.removeIfTold(same);
        }
        Standing there = memory.standing(same) == Standing.NEW
                ? ofAll.map(CommonCopy::standing).orElse(Standing.NEW)
                : Standing.NEW;
        return begin(same, ofAll, there);
    }

    private synchronized Standing begin(Fingerprint same, Optional<CommonCopy> ofAll, Standing there) {
        if (lost) {
            return Standing.UNDER_WAY;
        }
        Standing here = memory.standing(same);
        Standing standing = here == Standing.NEW ? there : here;
        fingerprint = same;
        copy = ofAll;
        underWay = standing == Standing.NEW;
        recognised = standing == Standing.COMMITTED;
        if (underWay && doubtful) {
            abandon(same);
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
