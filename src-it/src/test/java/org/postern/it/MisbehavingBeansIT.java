package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The catalogue on Payara, whose pools do not make anybody wait. */
@ExtendWith(ArquillianExtension.class)
class MisbehavingBeansIT extends MisbehavingBeans<PosternServer> {
    MisbehavingBeansIT() {
        super(new PosternServer());
    }

    @Override
    Ears withShortTransactions(Ears ear) {
        return ear.transactionTimeout(1);
    }

    @Test
    void whoWaitsTooLongForAPoolThatIsExhaustedIsTakenLater() throws Exception {
        deploy(Ears.withBeans()
                .bean(ManagedBean.class, Map.of("deliveryWaitSeconds", "1"))
                .poolOf(1)
                .withLedger(ledger));

        try (SmtpClient first = SmtpClient.connect("127.0.0.1", port);
                SmtpClient second = SmtpClient.connect("127.0.0.1", port)) {
            first.begin("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n");
            gate.awaitArrival();
            assertThat(second.deliver("<a@example.org>", "<return@example.com>", "x\r\n", 451))
                    .startsWith("451 4.3.2 ");
            assertThat(ledger.recipients()).isEmpty();

            gate.open();
            first.expect(250);
            second.deliver("<a@example.org>", "<return@example.com>", "x\r\n", 250);
        }
        assertThat(ledger.recipients()).containsExactlyInAnyOrder(gate.recipient(), "return@example.com");
    }
}
