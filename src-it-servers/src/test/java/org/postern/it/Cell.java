package org.postern.it;

/** A row of the table: something that holds on every server, or of which a server says why it does not. */
enum Cell {
    MAIL(true, "a mail arrives octet by octet", MailCells::arrivesOctetByOctet),
    STARTTLS_FILE(false, "STARTTLS by a key store file, on one address and not on another", MailCells::startTlsByFile),
    SMTPS(false, "smtps", MailCells::implicitTls),
    STARTTLS_CONTAINER(true, "STARTTLS by the container's key store", MailCells::startTlsByContainer),
    AUTH(true, "AUTH with the right password and with a wrong one", BeanCells::passwordsRightAndWrong),
    ROLES(false, "the roles of the user count in the bean", BeanCells::roles),
    EXTERNAL(
            false,
            "AUTH EXTERNAL with a client's certificate, and not without one that is trusted",
            CertificateCells::external),
    EXTERNAL_ROLES(false, "the roles of a user who has shown a certificate", CertificateCells::roles),
    REFUSED(false, "a deployment is refused in the adapter's words, and then mended", LifeCells::refusedAndMended),
    CHANGED(false, "a property is changed while the adapter runs", LifeCells::changedWhileItRuns),
    /** Before those that leave a server something to repair. */
    LOG(false, "the log of an ordinary life has no alarm", LogCells::anOrdinaryLife),
    OUTCOMES(false, "the five outcomes of a bean", BeanCells::theFiveOutcomes),
    MISBEHAVING(false, "the catalogue of misbehaving beans", Catalogue::everyBean),
    TWO_DATABASES(
            false,
            "a transaction of two databases: both have the message, or none and 4xx or 5xx",
            TransactionCells::twoDatabases),
    REDEPLOYED(false, "five redeployments", LifeCells::redeployed),
    UNDEPLOYED(
            false,
            "undeployed with clients connected: each hears the outcome, and nothing is left",
            UndeployCells::withClients),
    UNDER_LOAD(
            false,
            "undeployed and deployed again while mail comes in: each message once",
            LifeCells::redeployedUnderLoad),
    DATA_SOURCE(
            false,
            "a data source that an application defines goes with it",
            LifeCells::dataSourceGoesWithItsApplication),
    WEB_IN_EAR(false, "beans in a WAR in the EAR", PackagingCells::webInAnEar),
    WEB(false, "beans in a WAR, beside `postern-standalone.rar`", PackagingCells::webBesideTheAdapter),
    SHARED(false, "two applications share the address of one adapter", PackagingCells::twoApplicationsShareAnAddress),
    API_MISSING(false, "without the listener API: the class is named that is missing", ApiCells::missing),
    API_MISPLACED(
            false,
            "with the API in the jar of the beans: the adapter says where it belongs, or takes mail",
            ApiCells::misplaced),
    API_TWICE(
            false,
            "an application with an API of its own: it takes mail, or is told to leave that out",
            ApiCells::twice),
    KILLED(false, "`kill -9` and start while mail comes in: nothing lost", LifeCells::killedAndStarted),
    /** After those that have drivers of their own: GlassFish gets one in its library. */
    DELIVERY_LOG(
            false,
            "a delivery log in a data source of the server: what has committed is not delivered again, what was rolled back is",
            DataSourceCells::deliveryLog),
    SHARED_STORE(
            false,
            "a shared store there: a guesser has no more guesses after a new deployment",
            DataSourceCells::sharedStore);

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
