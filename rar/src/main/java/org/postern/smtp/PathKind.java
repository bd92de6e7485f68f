package org.postern.smtp;

/** Whose path a command gives. */
enum PathKind {
    /** Where the mail comes from: MAIL. */
    REVERSE("FROM", Replies.MAIL_SYNTAX, Replies.BAD_SENDER),
    /** Where it goes to: RCPT. */
    FORWARD("TO", Replies.RCPT_SYNTAX, Replies.BAD_RECIPIENT);

    private final String keyword;

    @SuppressWarnings("ImmutableEnumChecker") // Replies are immutable.
    private final Reply malformedCommand;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Reply malformedPath;

    PathKind(String keyword, Reply malformedCommand, Reply malformedPath) {
        this.keyword = keyword;
        this.malformedCommand = malformedCommand;
        this.malformedPath = malformedPath;
    }

    /** What stands in front of the colon. */
    String keyword() {
        return keyword;
    }

    /** The reply when it is no such command at all. */
    Reply malformedCommand() {
        return malformedCommand;
    }

    /** The reply when there is no path where one must stand. */
    Reply malformedPath() {
        return malformedPath;
    }
}
