package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.derby.jdbc.ClientXADataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database and a message queue in the transaction of one mail: both have it, or none. */
abstract class TwoResources<S extends TestServer> {
    private static final int MESSAGES = 300;
    private static final List<String> WHATEVER =
            List.of("return", "throw-first", "throw-between", "throw", "error", "rollback-only", "reject", "defer");

    @RegisterExtension
    final DerbyLedger ledger = new DerbyLedger();

    @RegisterExtension
    final Gate gate = new Gate();

    /** After the others, so that it ends before them. */
    @RegisterExtension
    final S server;

    final int port = FreePorts.on("127.0.0.1");

    TwoResources(S server) {
        this.server = server;
    }

    @Test
    void wheneverABeanFailsRowsMessagesAndRepliesAgree() throws Exception {
        deploy(Ears.withBeans().withLedger(ledger, ClientXADataSource.class));
        Random random = new Random(20261125);
        List<String> accepted = new ArrayList<>();

        for (int i = 0; i < MESSAGES; i++) {
            String recipient = WHATEVER.get(random.nextInt(WHATEVER.size())) + "+" + i + "@example.com";
            if (replyTo(recipient).startsWith("250 ")) {
                accepted.add(recipient);
            }
        }

        assertThat(accepted).hasSizeBetween(20, 60);
        assertThat(ledger.recipients()).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(queued()).containsExactlyInAnyOrderElementsOf(accepted);
    }

    final void deploy(Ears ear) throws Exception {
        Path built = ear.bean(ForwardingBean.class, Map.of()).build();
        server.deploy(built, Map.of("listen", "smtp://127.0.0.1:" + port));
    }

    final String replyTo(String recipient) throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<" + recipient + ">", "x\r\n");
            return client.reply();
        }
    }

    /** What has been in the queue until now. */
    final List<String> queued() throws Exception {
        assertThat(replyTo(ForwardingBean.SHOW)).startsWith("250 ");
        return ledger.forwarded();
    }
}
