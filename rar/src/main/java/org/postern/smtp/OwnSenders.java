package org.postern.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which sender addresses a user may use: mailbox patterns in which {@code %u} stands for the user's name. Without any, all.
 * Immutable.
 */
public final class OwnSenders {
    private static final String USER = "%u";
    private static final String ANY = "*";

    private final List<String> templates;

    private OwnSenders(List<String> templates) {
        this.templates = List.copyOf(templates);
    }

    /**
     * Reads templates with commas or blanks between them.
     *
     * @param faults takes each word that could match no mailbox
     */
    public static OwnSenders parse(String text, Consumer<String> faults) {
        List<String> templates = new ArrayList<>();
        for (String word : text.split("[,\\s]+", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            if (pattern(word, "user").isPresent()
                    || pattern(word, "user@example.com").isPresent()) {
                templates.add(word);
            } else {
                faults.accept(word);
            }
        }
        return new OwnSenders(templates);
    }

    /** Of each user all of them. */
    public static OwnSenders all() {
        return new OwnSenders(List.of());
    }

    /** The null reverse path belongs to no user, and reports and receipts have to be sent with it (RFC 5321 section 4.5.5). */
    boolean permit(String user, Optional<String> reversePath) {
        return templates.isEmpty()
                || reversePath.isEmpty()
                || templates.stream()
                        .flatMap(template -> pattern(template, user).stream())
                        .anyMatch(pattern -> pattern.matches(reversePath.get()));
    }

    /** A user must not become a pattern by his name. */
    private static Optional<MailboxPattern> pattern(String template, String user) {
        return user.contains(ANY) && template.contains(USER)
                ? Optional.empty()
                : MailboxPattern.parse(template.replace(USER, user));
    }
}
