package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.it.GatedXaDataSource.Moment;

/** Derby and Artemis in WildFly's transactions, also when WildFly is killed in the middle of one. */
class TwoResourcesOnWildFlyIT extends TwoResources<WildFlyServer> {
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    TwoResourcesOnWildFlyIT() {
        super(new WildFlyServer());
    }

    /** The sender, who has heard nothing, tries again. What had been decided comes twice then: RFC 1047, ADR 19. */
    @ParameterizedTest
    @EnumSource(Moment.class)
    void killedBetweenThePhasesOfACommitItRecoversAllOfItOrNothing(Moment moment) throws Exception {
        deploy(Ears.withBeans().withLedger(ledger, gate, moment));
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<return@example.com>", "x\r\n");
            gate.awaitArrival();
            server.kill();
            client.expectNoPromise();
        }
        gate.open();
        server.restart();

        assertThat(replyTo("return@example.com")).startsWith("250 ");

        List<String> expected = moment == Moment.DECIDED
                ? List.of("return@example.com", "return@example.com")
                : List.of("return@example.com");
        Awaitility.await().atMost(RECOVERY).untilAsserted(() -> {
            assertThat(queued()).isEqualTo(expected);
            assertThat(ledger.recipients()).isEqualTo(expected);
            assertThat(ledger.inDoubt()).isEmpty();
        });
    }
}
