package org.postern.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The mailboxes that one bean takes mail for. Immutable. */
public final class MailboxPatterns {
    private final List<MailboxPattern> patterns;

    private MailboxPatterns(List<MailboxPattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Reads patterns with commas or blanks between them.
     *
     * @param faults takes each word that is none
     */
    public static MailboxPatterns parse(String text, Consumer<String> faults) {
        List<MailboxPattern> patterns = new ArrayList<>();
        for (String word : text.split("[,\\s]+", -1)) {
            if (!word.isEmpty()) {
                MailboxPattern.parse(word).ifPresentOrElse(patterns::add, () -> faults.accept(word));
            }
        }
        return new MailboxPatterns(patterns);
    }

    public boolean match(Recipient recipient) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(recipient.mailbox()));
    }

    /** What a recipient has where the first pattern that matches it leaves a place in the local part. */
    public Optional<String> detail(Recipient recipient) {
        return patterns.stream()
                .filter(pattern -> pattern.matches(recipient.mailbox()))
                .flatMap(pattern -> pattern.detail(recipient.mailbox()).stream())
                .findFirst();
    }

    /** Whether a mailbox can match these and others. */
    public boolean overlap(MailboxPatterns others) {
        return patterns.stream().anyMatch(one -> others.patterns.stream().anyMatch(one::overlaps));
    }
}
