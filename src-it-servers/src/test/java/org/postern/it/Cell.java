package org.postern.it;

/** A row of the table: something that holds on every server, or of which a server says why it does not. */
enum Cell {
    MAIL(true, "a mail arrives octet by octet", MailCells::arrivesOctetByOctet),
    STARTTLS_FILE(false, "STARTTLS by a key store file, on one address and not on another", MailCells::startTlsByFile),
    SMTPS(false, "smtps", MailCells::implicitTls),
    STARTTLS_CONTAINER(true, "STARTTLS by the container's key store", MailCells::startTlsByContainer),
    AUTH(true, "AUTH with the right password and with a wrong one", BeanCells::passwordsRightAndWrong),
    ROLES(false, "the roles of the user count in the bean", BeanCells::roles),
    REFUSED(false, "a deployment is refused in the adapter's words, and then mended", LifeCells::refusedAndMended),
    CHANGED(false, "a property is changed while the adapter runs", LifeCells::changedWhileItRuns),
    OUTCOMES(false, "the five outcomes of a bean", BeanCells::theFiveOutcomes),
    REDEPLOYED(false, "five redeployments", LifeCells::redeployed),
    UNDER_LOAD(
            false,
            "undeployed and deployed again while mail comes in: each message once",
            LifeCells::redeployedUnderLoad),
    WEB_IN_EAR(false, "beans in a WAR in the EAR", PackagingCells::webInAnEar),
    WEB(false, "beans in a WAR, beside `postern-standalone.rar`", PackagingCells::webBesideTheAdapter),
    SHARED(false, "two applications share the address of one adapter", PackagingCells::twoApplicationsShareAnAddress),
    KILLED(false, "`kill -9` and start while mail comes in: nothing lost", LifeCells::killedAndStarted),
    LOG(false, "the log of an ordinary life has no alarm", LogCells::anOrdinaryLife);

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
