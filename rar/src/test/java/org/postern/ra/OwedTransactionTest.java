package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Peer;

/** A container that promises a transaction and begins none, because it was given no XAResource (section 14.5.6). */
@Timeout(30)
class OwedTransactionTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    /** The sender keeps its message, and has it taken when the remedy of the line is applied. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theSenderHearsComeAgainAndTheBeanNothingUntilItNeedsNone(int attempts) throws Exception {
        FakeBean bean = server.bean("orders").beginningNothing();
        server.activate(bean);

        for (int i = 0; i < attempts; i++) {
            assertThat(server.send("x\r\n")).startsWith("451");
        }

        assertThat(bean.received()).isEmpty();
        assertThat(log.lines("POSTERN-2020")).hasSize(attempts);
        assertThat(outcomes("orders")).containsExactly(Map.entry("451 4.3.0 no transaction begun", (long) attempts));
        bean.withoutTransaction();
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(bean.received()).hasSize(1);
    }

    @Test
    void otherBeansHaveTheirMail() throws Exception {
        SmtpActivationSpec orders = new SmtpActivationSpec();
        orders.setRecipients("*@orders.example");
        SmtpActivationSpec bounces = new SmtpActivationSpec();
        bounces.setRecipients("*@bounces.example");
        server.activate(server.bean("orders").beginningNothing(), orders);
        server.activate(server.bean("bounces"), bounces);

        assertThat(replyFor("x@orders.example")).startsWith("451");
        assertThat(replyFor("x@bounces.example")).startsWith("250");
        assertThat(replyFor("x@orders.example")).startsWith("451");
    }

    private String replyFor(String recipient) throws Exception {
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<" + recipient + ">");
            peer.ask("DATA");
            return peer.ask("x\r\n.");
        }
    }

    private static Map<String, Long> outcomes(String bean) throws Exception {
        TabularData rows = (TabularData) ManagedBean.activation(bean).get("Outcomes");
        return rows.values().stream()
                .map(row -> (CompositeData) row)
                .collect(Collectors.toMap(row -> (String) row.get("key"), row -> (Long) row.get("value")));
    }
}
