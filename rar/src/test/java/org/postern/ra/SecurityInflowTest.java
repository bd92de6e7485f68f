package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a container does with identities, found out without waiting for it for ever. */
class SecurityInflowTest {
    private final LogLines log = new LogLines();

    @AfterEach
    void close() {
        log.close();
    }

    /** The realm of a server that is still starting, say. Nobody holds a lock meanwhile, and the activation goes on. */
    @Test
    void aContainerThatAnswersTooLateIsBelievedWhenItDoes() {
        CountDownLatch slow = new CountDownLatch(1);
        FakeSecurity security = FakeSecurity.knowing(Map.of("anna", "secret"));
        security.becomeSlow(slow);
        WorkSubmitter container =
                new WorkSubmitter(new ThreadWorkManager(security), Runnable::run, new Messages(Settings.log()));
        Impatient time = new Impatient();
        SecurityInflow inflow = new SecurityInflow(container, time, new IdentityMessages(Settings.log()));
        inflow.tryCallers();
        inflow.tryPasswords();
        inflow.tryPasswords();
        assertThat(log.lines("POSTERN-1042")).singleElement().asString().contains("no thread within 15 s");
        assertThat(inflow.checksPasswords()).isFalse();

        slow.countDown();

        await().until(inflow::checksPasswords);
        assertThat(log.lines("POSTERN-1044")).hasSize(1);
    }
}
