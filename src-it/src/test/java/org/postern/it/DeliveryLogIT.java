package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javax.sql.CommonDataSource;
import org.apache.derby.jdbc.ClientDataSource;
import org.apache.derby.jdbc.ClientXADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The note of a message and the row of the bean, in one transaction and by one data source of the server, with XA and without. */
@ExtendWith(ArquillianExtension.class)
class DeliveryLogIT {
    private static final Map<String, String> LOG = Map.of("deliveryLog", Ears.LEDGER, "deliveryLogCreate", "true");

    @RegisterExtension
    final Ledger h2 = new Ledger();

    @RegisterExtension
    final DerbyLedger derby = new DerbyLedger();

    /** After the others, so that it ends before them. */
    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");

    @ParameterizedTest
    @ValueSource(classes = {PlainDataSource.class, JdbcDataSource.class})
    void inH2AMessageIsCommittedOnce(Class<?> driver) throws Exception {
        deploy(Ears.withBeans().withLedger(h2, driver));

        deliverEachTwice();

        assertThat(h2.recipients()).containsExactly("return@example.com");
    }

    @ParameterizedTest
    @ValueSource(classes = {ClientDataSource.class, ClientXADataSource.class})
    void inDerbyAMessageIsCommittedOnce(Class<? extends CommonDataSource> driver) throws Exception {
        deploy(Ears.withBeans().withLedger(derby, driver));

        deliverEachTwice();

        assertThat(derby.recipients()).containsExactly("return@example.com");
    }

    private void deploy(Ears ear) throws Exception {
        server.deploy(ear.bean(ManagedBean.class, LOG).build(), Map.of("listen", "smtp://127.0.0.1:" + port));
    }

    /** What was rolled back has no note that would keep it from being tried again. */
    private void deliverEachTwice() throws Exception {
        for (String recipient : List.of("throw", "return")) {
            int code = recipient.equals("return") ? 250 : 451;
            for (int time = 0; time < 2; time++) {
                try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
                    client.deliver("<a@example.org>", "<" + recipient + "@example.com>", "x\r\n", code);
                }
            }
        }
    }
}
