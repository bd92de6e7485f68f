package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to beans and addresses while the server runs. */
@ExtendWith(ArquillianExtension.class)
class LifeIT {
    private static final String RECIPIENT = "<return@example.com>";

    @RegisterExtension
    final Ledger ledger = new Ledger();

    @RegisterExtension
    final Gate gate = new Gate();

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final AdapterLog log = new AdapterLog();
    private final int port = FreePorts.on("127.0.0.1");

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** Payara restarts the adapter for each of them, and forgets its beans. */
    @Test
    void propertiesOfARunningAdapterAreChangedAgainAndAgain() throws Exception {
        deployTwoBeans();
        deliver(RECIPIENT, 250);

        server.change("maxMessageBytes", "1000");
        assertThat(sizeLimit()).isEqualTo("1000");
        deliver(RECIPIENT, 250);
        deliver("<any@rejecting.example>", 550);

        server.change("maxMessageBytes", "2000");
        assertThat(sizeLimit()).isEqualTo("2000");
        deliver(RECIPIENT, 250);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("POSTERN-1005"))
                .hasSize(4);
        assertThat(ledger.recipients()).hasSize(3);

        server.undeploy();
        awaitThatNobodyListens();
        assertThat(managementBeans("*")).isEmpty();
    }

    /** Payara would start nothing any more if the adapter refused to start. */
    @Test
    void aWrongValueBreaksNothingAndTheRightOneIsInForce() throws Exception {
        deployTwoBeans();

        server.change("maxErrors", "many");
        server.change("maxMessageBytes", "1000");

        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("POSTERN-1009"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("ManagedBean", "RejectingBean", "maxErrors=\"many\"", "those it had before"));
        assertThat(sizeLimit()).isEqualTo("500");
        deliver(RECIPIENT, 250);

        server.change("maxErrors", "7");
        assertThat(sizeLimit()).isEqualTo("1000");
        deliver(RECIPIENT, 250);
        deliver("<any@rejecting.example>", 550);
    }

    /** Unlike an undeployment, which makes Payara roll it back. */
    @Test
    void aDeliveryUnderWayEndsAsItWouldWhenAPropertyIsChanged() throws Exception {
        deployTwoBeans();
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n");
            gate.awaitArrival();
            CompletableFuture<Void> changed = CompletableFuture.runAsync(() -> server.change("maxErrors", "7"));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(managementBeans("Acceptor")).isEmpty());
            try (SmtpClient waiting = SmtpClient.open("127.0.0.1", port)) {
                gate.open();
                client.expect(250);
                client.expect(421);
                client.expectEnd();
                waiting.expect(220);
            }
            changed.get(30, TimeUnit.SECONDS);
        }
        assertThat(ledger.recipients()).hasSize(1);
        deliver(RECIPIENT, 250);
    }

    /** Each application has the adapter in a class loader of its own. */
    @Test
    void aPortIsTakenOverFromAnApplicationThatIsUndeployed() throws Exception {
        deployTwoBeans();
        server.deploy(
                "other",
                Ears.withBeans("other").bean(RejectingBean.class, Map.of()).build(),
                Map.of("listen", "smtp://127.0.0.1:" + port));
        assertThat(log.lines()).anyMatch(line -> line.startsWith("POSTERN-1014") && line.contains("in use"));
        deliver(RECIPIENT, 250);

        server.undeploy();

        Awaitility.await().until(() -> log.lines().stream().anyMatch(line -> line.startsWith("POSTERN-1015")));
        deliver(RECIPIENT, 550);
    }

    /** Both name their adapter: else Payara would not know which one is meant when one of them comes again. */
    @Test
    void applicationsWithAdaptersOfTheirOwnDoNotStandInEachOthersWay() throws Exception {
        deployTwoBeans();
        int otherPort = FreePorts.on("127.0.0.1");
        server.deploy(
                "other",
                Ears.withBeans("other").bean(RejectingBean.class, Map.of()).build(),
                Map.of("listen", "smtp://127.0.0.1:" + otherPort));

        server.undeploy();
        deployTwoBeans();
        deliver(RECIPIENT, 250);
        server.undeploy("other");
        deliver(RECIPIENT, 250);
    }

    @Test
    void anAddressAndABeanArePausedAndResumed() throws Exception {
        deployTwoBeans();

        invoke("Acceptor,port=" + port, "pause");
        try (SmtpClient client = SmtpClient.open("127.0.0.1", port)) {
            client.expect(421);
            client.expectEnd();
        }
        invoke("Acceptor,port=" + port, "resume");
        deliver(RECIPIENT, 250);

        invoke("Activation,bean=" + ManagedBean.class.getName(), "pause");
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
            client.command("RCPT TO:" + RECIPIENT, 450);
            client.command("RCPT TO:<any@rejecting.example>", 250);
        }
        invoke("Activation,bean=" + ManagedBean.class.getName(), "resume");
        deliver(RECIPIENT, 250);
    }

    private void deployTwoBeans() throws Exception {
        server.deploy(
                Ears.withBeans()
                        .bean(ManagedBean.class, Map.of("recipients", "*@example.com"))
                        .bean(RejectingBean.class, Map.of("recipients", "*@rejecting.example"))
                        .withLedger(ledger)
                        .build(),
                Map.of("listen", "smtp://127.0.0.1:" + port, "maxErrors", "9", "maxMessageBytes", "500"));
    }

    private void deliver(String recipient, int code) throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", recipient, "x\r\n", code);
        }
    }

    private String sizeLimit() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            return client.command("EHLO client.example.org", 250)
                    .lines()
                    .filter(line -> line.contains("SIZE "))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll(".*SIZE ", "");
        }
    }

    private void awaitThatNobodyListens() {
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(
                        () -> SmtpClient.open("127.0.0.1", port).close())
                .hasMessageContaining("refused"));
    }

    private static void invoke(String typeAndKeys, String operation) throws Exception {
        Set<ObjectName> found = managementBeans(typeAndKeys);
        assertThat(found).hasSize(1);
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        beans.invoke(found.iterator().next(), operation, new Object[0], new String[0]);
    }

    private static Set<ObjectName> managementBeans(String typeAndKeys) throws Exception {
        ObjectName pattern = new ObjectName("org.postern:type=" + typeAndKeys + ",*");
        return ManagementFactory.getPlatformMBeanServer().queryNames(pattern, null);
    }
}
