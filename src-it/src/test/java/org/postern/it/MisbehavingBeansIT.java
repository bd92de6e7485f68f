package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The catalogue on Payara, whose pools do not make anybody wait. */
@ExtendWith(ArquillianExtension.class)
class MisbehavingBeansIT extends MisbehavingBeans {
    MisbehavingBeansIT() {
        super(new PosternServer());
    }

    @Test
    void fiftySendersShareAPoolOfOne() throws Exception {
        deploy(Ears.withBeans().bean(ManagedBean.class, Map.of()).poolOf(1).withLedger(ledger));
        gate.open();

        ExecutorService senders = Executors.newFixedThreadPool(50);
        try {
            List<Callable<Void>> tasks = Collections.nCopies(50, () -> {
                try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
                    client.deliver("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n", 250);
                }
                return null;
            });
            for (Future<Void> sent : senders.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                sent.get();
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(ledger.recipients()).hasSize(50);
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
