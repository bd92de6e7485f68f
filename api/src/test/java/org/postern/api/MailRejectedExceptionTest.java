package org.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.ejb.ApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailRejectedExceptionTest {
    @Test
    void aPermanentRejectionIs550() {
        MailRejectedException rejection = MailRejectedException.permanently("5.7.1", "No");

        assertThat(rejection.replyCode()).isEqualTo(550);
        assertThat(rejection.enhancedStatusCode()).isEqualTo("5.7.1");
        assertThat(rejection.isPermanent()).isTrue();
        assertThat(rejection).hasMessage("No");
    }

    @Test
    void aTemporaryRejectionIs451() {
        MailRejectedException rejection = MailRejectedException.temporarily("4.3.0", "Later");

        assertThat(rejection.replyCode()).isEqualTo(451);
        assertThat(rejection.isPermanent()).isFalse();
    }

    @Test
    void itKnowsWhatMadeTheListenerRefuse() {
        Exception cause = new Exception("no connection");
        MailRejectedException rejection =
                MailRejectedException.temporarily("4.3.0", "Later").causedBy(cause);

        assertThat(rejection).hasCause(cause).hasMessage("Later");
        assertThatIllegalStateException().isThrownBy(() -> rejection.causedBy(new Exception("another")));
    }

    @Test
    void itRollsTheTransactionBack() {
        ApplicationException annotation = MailRejectedException.class.getAnnotation(ApplicationException.class);

        assertThat(annotation.rollback()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"552, 5.3.4", "452, 4.2.2", "400, 4.0.0", "599, 5.999.999"})
    void anyCodeOfTheSameClassWillDo(int replyCode, String enhancedStatusCode) {
        assertThat(MailRejectedException.withReply(replyCode, enhancedStatusCode, "x")
                        .replyCode())
                .isEqualTo(replyCode);
    }

    @ParameterizedTest
    @CsvSource({"550, 4.7.1", "450, 5.7.1", "421, 4.3.2", "250, 5.0.0", "600, 5.0.0", "399, 4.0.0"})
    void aCodeThatWouldConfuseTheSenderIsRefused(int replyCode, String enhancedStatusCode) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailRejectedException.withReply(replyCode, enhancedStatusCode, "x"))
                .withMessageContaining(String.valueOf(replyCode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7", "5.7.1.1", "5.07.1", "5.7.1000", "2.0.0", "5.7.1 ", ""})
    void anEnhancedStatusCodeHasThreeNumbersWithoutLeadingZeros(String enhancedStatusCode) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailRejectedException.permanently(enhancedStatusCode, "x"));
    }

    @Test
    void aTextIsNeitherBlankNorEndless() {
        String longest = "x".repeat(MailRejectedException.MAX_TEXT_LENGTH);

        assertThat(MailRejectedException.permanently("5.7.1", longest)).hasMessage(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailRejectedException.permanently("5.7.1", longest + "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> MailRejectedException.permanently("5.7.1", " "));
    }

    /** The message of an exception that an application has caught is null at times. */
    @ParameterizedTest
    @NullSource
    void nothingIsNoTextAndNoCode(String nothing) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailRejectedException.permanently("5.7.1", nothing))
                .withMessage("The text must have 1 to 2000 characters, this has 0");
        assertThatIllegalArgumentException().isThrownBy(() -> MailRejectedException.permanently(nothing, "x"));
    }
}
