package org.postern.it;

/** A row of the table: something that holds on every server, or of which a server says why it does not. */
enum Cell {
    MAIL(true, "a mail arrives octet by octet", MailCells::arrivesOctetByOctet),
    STARTTLS(true, "STARTTLS by a key store file, on one address and not on the other", MailCells::startTlsByFile),
    SMTPS(false, "smtps", MailCells::implicitTls);

    private final boolean smoke;
    private final String sentence;

    @SuppressWarnings("ImmutableEnumChecker") // Static methods, all of them.
    private final Scenario scenario;

    /** What happens in a cell. */
    interface Scenario {
        void play(Site site) throws Exception;
    }

    Cell(boolean smoke, String sentence, Scenario scenario) {
        this.smoke = smoke;
        this.sentence = sentence;
        this.scenario = scenario;
    }

    /** Whether it is part of the short run. */
    boolean isSmoke() {
        return smoke;
    }

    String sentence() {
        return sentence;
    }

    void play(Site site) throws Exception {
        scenario.play(site);
    }
}
