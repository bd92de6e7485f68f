package org.postern.test;

import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about what a sender heard. Each failure shows the whole reply. */
public final class SenderReplyAssert extends AbstractAssert<SenderReplyAssert, @Nullable SenderReply> {
    private SenderReplyAssert(@Nullable SenderReply actual) {
        super(actual, SenderReplyAssert.class);
    }

    /**
     * Begins with a reply.
     *
     * @param actual what was heard
     * @return assertions about it
     */
    public static SenderReplyAssert assertThat(@Nullable SenderReply actual) {
        return new SenderReplyAssert(actual);
    }

    /**
     * The message was taken: its transaction has committed, if there was one.
     *
     * @return this
     */
    public SenderReplyAssert isAccepted() {
        return check(reply().isAccepted(), "to be accepted");
    }

    /**
     * The message was refused for good, so that its sender gives up.
     *
     * @return this
     */
    public SenderReplyAssert isRejected() {
        return check(reply().isRejected(), "to be rejected for good");
    }

    /**
     * The message was refused for now, so that its sender keeps it and tries again.
     *
     * @return this
     */
    public SenderReplyAssert isDeferred() {
        return check(reply().isDeferred(), "to be deferred");
    }

    /**
     * The reply has a code.
     *
     * @param code such as 550
     * @return this
     */
    public SenderReplyAssert hasCode(int code) {
        return check(reply().code() == code, "to have the code " + code);
    }

    /**
     * The reply has a code of RFC 3463.
     *
     * @param code such as {@code 5.7.1}
     * @return this
     */
    public SenderReplyAssert hasEnhancedCode(String code) {
        return check(reply().enhancedCode().filter(code::equals).isPresent(), "to have the enhanced code " + code);
    }

    /**
     * The reply has exactly these words.
     *
     * @param text without codes
     * @return this
     */
    public SenderReplyAssert hasText(String text) {
        return check(reply().text().equals(text), "to have the text \"" + text + "\"");
    }

    /**
     * The reply has these words among others.
     *
     * @param text without codes
     * @return this
     */
    public SenderReplyAssert hasTextContaining(String text) {
        return check(reply().text().contains(text), "to have a text with \"" + text + "\" in it");
    }

    /**
     * Goes on with what was heard about one recipient.
     *
     * @param address as it was sent
     * @return assertions about that reply
     */
    public SenderReplyAssert forRecipient(String address) {
        SenderReply ofRecipient = reply().recipients().get(address);
        if (ofRecipient == null) {
            failWithMessage(
                    "There is no reply to the recipient %s, but to %s",
                    address, reply().recipients().keySet());
        }
        return new SenderReplyAssert(ofRecipient);
    }

    private SenderReply reply() {
        isNotNull();
        return Objects.requireNonNull(actual);
    }

    private SenderReplyAssert check(boolean holds, String expectation) {
        if (!holds) {
            failWithMessage("Expected the reply%n  %s%n%s", reply(), expectation);
        }
        return this;
    }
}
