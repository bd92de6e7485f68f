package ${package};

/** What a customer wants to know. The customer is an address, or empty for a report of a mail server. */
record Ticket(String customer, String subject, String question) {
    static final int MAX_SUBJECT = 200;

    /** A subject that is too long for the table would be tried again for days. */
    Ticket {
        subject = subject.substring(0, Math.min(subject.length(), MAX_SUBJECT));
    }
}
