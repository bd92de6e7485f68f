package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The note of a message in data sources of WildFly's own, whose transactions are IronJacamar's and Narayana's. */
class DeliveryLogOnWildFlyIT {
    private static final Map<String, String> LOG =
            Map.of("deliveryLog", WildFlyServer.DATA_SOURCE, "deliveryLogCreate", "true");

    @RegisterExtension
    final Ledger ledger = new Ledger();

    @RegisterExtension
    final WildFlyServer server = new WildFlyServer();

    private final int port = FreePorts.on("127.0.0.1");

    @ParameterizedTest
    @ValueSource(strings = {"data-source", "xa-data-source"})
    void aMessageIsCommittedOnce(String kind) throws Exception {
        String source = server.addDataSource(kind, ledger, "");
        deploy(Ears.withBeans().bean(ManagedBean.class, LOG).withDataSource(source));

        // What was rolled back has no note that would keep it from being tried again.
        for (String recipient : List.of("throw", "return")) {
            int code = recipient.equals("return") ? 250 : 451;
            deliver(recipient, code);
            deliver(recipient, code);
        }

        assertThat(ledger.recipients()).containsExactly("return@example.com");
        assertThat(ledger.calls()).isEqualTo(3);
    }

    @Test
    void aDataSourceOutsideOfTransactionsIsRefusedWithItsRemedy() throws Exception {
        String source = server.addDataSource("data-source", ledger, "--jta=false");
        deploy(Ears.withBeans().bean(ManagedBean.class, LOG).withDataSource(source));

        deliver("return", 451);

        assertThat(ledger.calls()).isZero();
        assertThat(server.log())
                .contains("deliveryLog=\"" + source + "\": its connections take no part", "jta=true in WildFly");
    }

    @Test
    void mailWaitsForADataSourceThatIsNotThereYet() throws Exception {
        deploy(Ears.withBeans()
                .bean("gated", GatedBean.class, LOG)
                .classes(Misbehaviour.class, Misbehaviour.RollingBack.class));
        deliver("return", 451);
        assertThat(server.log())
                .contains(
                        "deliveryLog=\"java:/jdbc/ledger\": the server shows the adapter no data source of that name");

        server.addDataSource("data-source", ledger, "");

        deliver("return", 250);
    }

    private void deploy(Ears ear) throws Exception {
        server.deploy(ear.build(), Map.of("listen", "smtp://127.0.0.1:" + port));
    }

    private void deliver(String recipient, int code) throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<" + recipient + "@example.com>", "x\r\n", code);
        }
    }
}
