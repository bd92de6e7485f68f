package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailThreadTest {
    private static final Optional<String> OWN = Optional.of("<own@x>");

    @Test
    void aMessageThatAnswersNothingBeginsAThread() {
        MailThread thread = MailThread.of(List.of(), List.of(), OWN);

        assertThat(thread.key()).contains("<own@x>");
        assertThat(thread.ancestors()).isEmpty();
        assertThat(thread.isReply()).isFalse();
    }

    @Test
    void theOldestReferenceIsTheThreadAndTheNearestAncestorComesFirst() {
        MailThread thread = MailThread.of(List.of("<1@x>", "<2@x>", "<3@x>"), List.of("<3@x>"), OWN);

        assertThat(thread.key()).contains("<1@x>");
        assertThat(thread.ancestors()).containsExactly("<3@x>", "<2@x>", "<1@x>");
        assertThat(thread.isReply()).isTrue();
    }

    @Test
    void withoutReferencesTheThreadIsWhatIsAnswered() {
        MailThread thread = MailThread.of(List.of(), List.of("<2@x>", "<3@x>"), OWN);

        assertThat(thread.key()).contains("<2@x>");
        assertThat(thread.ancestors()).containsExactly("<2@x>", "<3@x>");
    }

    @Test
    void aMessageIsNotItsOwnAncestor() {
        MailThread thread = MailThread.of(List.of("<1@x>", "<own@x>"), List.of("<own@x>"), OWN);

        assertThat(thread.ancestors()).containsExactly("<1@x>");
    }

    @Test
    void aMessageWithoutAnythingHasNoThread() {
        assertThat(MailThread.of(List.of(), List.of(), Optional.empty()).key()).isEmpty();
    }
}
