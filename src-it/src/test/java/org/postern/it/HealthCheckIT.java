package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** HAProxy in front of two addresses looks after them, with the lines that docs/in-front.md has. */
@ExtendWith(ArquillianExtension.class)
class HealthCheckIT {
    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final AdapterLog log = new AdapterLog();
    private final int front = FreePorts.on("127.0.0.1");
    private final int one = FreePorts.on("127.0.0.1");
    private final int two = FreePorts.on("127.0.0.1");
    private HaProxy proxy;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Command.isInstalled("haproxy"), "haproxy is not installed");
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "networksOfProxies",
                        "127.0.0.1",
                        "listen",
                        "smtp://127.0.0.1:%d smtp://127.0.0.1:%d".formatted(one, two)));
        // Without a limit of its own a check ends with its interval, and on a busy machine before it has the reply.
        proxy = HaProxy.start(directory, """
                listen mail
                  bind 127.0.0.1:%d
                  option smtpchk EHLO balancer.example.com
                  timeout check 10s
                  default-server send-proxy-v2 check inter 100ms fall 1 rise 1
                  server one 127.0.0.1:%d
                  server two 127.0.0.1:%d
                """.formatted(front, one, two), front);
    }

    @AfterEach
    void stop() {
        log.close();
        if (proxy != null) {
            proxy.close();
        }
    }

    /** Each change of the status is the work of a check. */
    @Test
    void healthChecksWriteNoLine() throws Exception {
        awaitStatus("one", "UP");
        int before = log.lines().size();
        for (int i = 0; i < 3; i++) {
            invoke("pause");
            awaitStatus("one", "DOWN");
            invoke("resume");
            awaitStatus("one", "UP");
        }

        assertThat(log.lines().subList(before, log.lines().size()))
                .allMatch(line -> line.startsWith("POSTERN-1016") || line.startsWith("POSTERN-1017"))
                .hasSize(6);
    }

    @Test
    void aPausedAddressGetsNoMailAndComesBackWhenItIsResumed() throws Exception {
        invoke("pause");
        awaitStatus("one", "DOWN");
        assertThat(proxy.field("one", "check_code")).isEqualTo("421");
        for (int i = 0; i < 4; i++) {
            deliver();
        }

        invoke("resume");
        awaitStatus("one", "UP");
        deliver();
    }

    private void deliver() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", front)) {
            client.deliver("<a@example.org>", "<b@example.com>", "Subject: x\r\n\r\nx\r\n", 250);
        }
    }

    private void awaitStatus(String name, String status) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(proxy.field(name, "status"))
                .isEqualTo(status));
    }

    private void invoke(String operation) throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> found = beans.queryNames(new ObjectName("org.postern:type=Acceptor,*,port=" + one), null);
        assertThat(found).hasSize(1);
        beans.invoke(found.iterator().next(), operation, new Object[0], new String[0]);
    }
}
