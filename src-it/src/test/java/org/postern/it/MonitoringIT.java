package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.server.RMIServerSocketFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Monitoring that somebody has set up with the page for administrators goes on to work whatever is done to the adapter. */
@ExtendWith(ArquillianExtension.class)
class MonitoringIT {
    private static final Path PAGE = Path.of("..", "docs", "administration.md");
    private static final String ADAPTER = PosternServer.APPLICATION + "#postern";
    private static final String CODE = "```java\n";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final int port = FreePorts.on("127.0.0.1");
    private JMXConnectorServer connector;

    @BeforeEach
    void open() throws Exception {
        RMIServerSocketFactory loopback = chosen -> new ServerSocket(chosen, 0, InetAddress.getLoopbackAddress());
        connector = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://"),
                Map.of(RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, loopback),
                beans);
        connector.start();
        deploy();
    }

    @AfterEach
    void close() throws Exception {
        connector.stop();
    }

    @Test
    void theClientOfThePageSurvivesARestartOfTheAdapterAndARedeployment() throws Exception {
        deliver();
        deliver();
        assertThat(monitor()).contains("MessagesAccepted 2", "MessagesDeferred 0", "MessagesRefused 0");

        String started = started();
        server.change("maxErrors", "7");
        assertThat(started()).isNotEqualTo(started);
        assertThat(monitor()).contains("MessagesAccepted 0");
        deliver();
        assertThat(monitor()).contains("MessagesAccepted 1");

        server.undeploy();
        deploy();
        assertThat(monitor()).contains("MessagesAccepted 0");
        deliver();
        assertThat(monitor()).contains("MessagesAccepted 1");
    }

    @Test
    void noNameIsAnotherOneAfterARestartOrARedeployment() throws Exception {
        Set<String> names = names();
        assertThat(names)
                .contains(
                        "type=Adapter,adapter=" + ADAPTER,
                        "type=Activation,adapter=" + ADAPTER + ",application=" + PosternServer.APPLICATION
                                + ",bean=org.postern.example.StoreMailBean",
                        "type=Acceptor,adapter=" + ADAPTER + ",scheme=smtp,address=\"127.0.0.1\",port=" + port);

        server.change("maxErrors", "7");
        assertThat(names()).isEqualTo(names);

        server.undeploy();
        assertThat(names()).isEmpty();
        deploy();
        assertThat(names()).isEqualTo(names);
    }

    private void deploy() throws Exception {
        server.deploy(Ears.packaged(), Map.of("listen", "smtp://127.0.0.1:" + port));
    }

    private void deliver() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<b@example.com>", "Subject: x\r\n\r\nx\r\n", 250);
        }
    }

    private String started() throws Exception {
        return (String) beans.getAttribute(new ObjectName("org.postern:type=Adapter,adapter=" + ADAPTER), "Started");
    }

    private Set<String> names() throws Exception {
        return beans.queryNames(new ObjectName("org.postern:*"), null).stream()
                .map(name -> name.toString().replaceFirst("^org.postern:", ""))
                .collect(Collectors.toSet());
    }

    /** What the client prints, compiled and run by another JVM, as the page says. */
    private List<String> monitor() throws Exception {
        Path source = directory.resolve("MailMonitor.java");
        Files.writeString(source, client());
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        connector.getAddress().toString(),
                        ADAPTER)
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(java.exitValue()).as(output).isZero();
        return output.lines().toList();
    }

    private static String client() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(CODE) + CODE.length();
        return page.substring(begin, page.indexOf("```", begin));
    }
}
