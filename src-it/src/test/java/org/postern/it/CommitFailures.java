package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import javax.sql.CommonDataSource;
import org.apache.derby.jdbc.ClientDataSource;
import org.apache.derby.jdbc.ClientXADataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.it.GatedXaDataSource.Moment;

/** The bean has done its work and returns, and then the commit fails. */
abstract class CommitFailures<S extends TestServer> {
    @RegisterExtension
    final DerbyLedger ledger = new DerbyLedger();

    @RegisterExtension
    final Gate gate = new Gate();

    /** After the others, so that it ends before them. */
    @RegisterExtension
    final S server;

    private final int port = FreePorts.on("127.0.0.1");

    CommitFailures(S server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(classes = {ClientDataSource.class, ClientXADataSource.class})
    void whatADeferredConstraintForbidsIsNotTaken(Class<? extends CommonDataSource> driver) throws Exception {
        ledger.demandDistinctRecipients();
        deploy(driver);

        deliver("<return+1@example.com>", 250);
        deliver("<return+1@example.com>", 451);
        deliver("<return+2@example.com>", 250);
        assertThat(ledger.recipients()).containsExactlyInAnyOrder("return+1@example.com", "return+2@example.com");
    }

    @ParameterizedTest
    @ValueSource(classes = {ClientDataSource.class, ClientXADataSource.class})
    void whatIsUnderWayWhenTheDatabaseIsShutDownIsNotTaken(Class<? extends CommonDataSource> driver) throws Exception {
        deploy(driver);

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n");
            gate.awaitArrival();
            ledger.restart();
            gate.open();
            client.expect(451);
        }
        assertThat(ledger.recipients()).isEmpty();
    }

    @Test
    void whatTheDatabaseLosesInTheCommitIsNotTaken() throws Exception {
        deploy(Ears.withBeans().withLedger(ledger, gate, Moment.DECIDED));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<return@example.com>", "x\r\n");
            gate.awaitArrival();
            ledger.restart();
            gate.open();
            client.expect(451);
        }
        assertThat(ledger.recipients()).isEmpty();
    }

    private void deploy(Class<?> driver) throws Exception {
        deploy(Ears.withBeans().withLedger(ledger, driver));
    }

    private void deploy(Ears ear) throws Exception {
        Path built = ear.bean(ManagedBean.class, Map.of()).build();
        server.deploy(built, Map.of("listen", "smtp://127.0.0.1:" + port));
    }

    private void deliver(String recipient, int code) throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", recipient, "x\r\n", code);
        }
    }
}
