package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.Peer;
import org.postern.tls.Verdict;

@Timeout(30)
class ManagementBeansTest {
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
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

    @Test
    void eachAddressHasABeanAsLongAsItIsOpen() throws Exception {
        FakeBean bean = server.bean("orders");
        assertThat(names(server.port)).isEmpty();

        SmtpActivationSpec spec = server.activate(bean);
        assertThat(names(server.port)).hasSize(1);
        server.adapter.endpointDeactivation(bean, spec);
        assertThat(names(server.port)).isEmpty();
    }

    @Test
    void stoppingTakesTheBeansAway() throws Exception {
        server.activate(server.bean("orders"));
        server.adapter.stop();

        assertThat(names(server.port)).isEmpty();
    }

    @Test
    void theBeanSaysWhatIsOfferedAndWhy() throws Exception {
        server.adapter.setCertificateBindings("*=mx");
        server.adapter.setKeyStore("file:/not/there");
        server.adapter.stop();
        server.start();
        server.activate(server.bean("orders"));
        ObjectName name = names(server.port).iterator().next();

        assertThat(beans.getAttribute(name, "Scheme")).isEqualTo("smtp");
        assertThat(beans.getAttribute(name, "Address")).isEqualTo("127.0.0.1");
        assertThat(beans.getAttribute(name, "Port")).isEqualTo(server.port);
        assertThat(beans.getAttribute(name, "StartTls")).isEqualTo("no");
        assertThat(beans.getAttribute(name, "Verdict")).isEqualTo("KEYSTORE_UNREADABLE");
        assertThat(beans.getAttribute(name, "Binding")).isEqualTo("*=mx");
        assertThat(beans.getAttribute(name, "Alias")).isEqualTo("mx");
        assertThat(beans.getAttribute(name, "Subject")).isEqualTo("");
        assertThat((String) beans.getAttribute(name, "Reason")).contains("/not/there");
        assertThat(log.lines("POSTERN-1021")).last().asString().contains("STARTTLS on " + server.listen() + ": NO. ");
    }

    /** What monitoring compares, and what an administrator searches for. */
    @Test
    void aVerdictIsSpelledEverywhereAsInTheReference() throws Exception {
        String reference = Files.readString(Path.of("..", "docs", "verdicts.md"));
        server.adapter.setCertificateBindings("*=mx");
        server.adapter.setKeyStore("file:/not/there");
        server.adapter.stop();
        server.start();
        server.activate(server.bean("orders"));
        ObjectName name = names(server.port).iterator().next();

        String verdict = (String) beans.getAttribute(name, "Verdict");

        assertThat(reference).contains("| `" + verdict + "` |");
        assertThat(log.lines("POSTERN-1021")).last().asString().contains(": NO. " + verdict + ": ");
        assertThat((String) beans.invoke(name, "explain", new Object[] {"127.0.0.1", server.port}, new String[] {
                    String.class.getName(), int.class.getName()
                }))
                .contains(verdict + ": ");
        assertThat(reference)
                .contains(Arrays.stream(Verdict.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void behindAWildcardEachAddressHasItsOwn() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen("smtp://0.0.0.0:" + server.port);
        server.activate(server.bean("orders"), spec);

        assertThat(names(server.port))
                .extracting(name -> ObjectName.unquote(name.getKeyProperty("address")))
                .contains("127.0.0.1")
                .doesNotContain("0.0.0.0");
    }

    @Test
    void whatHappensOnConnectionsIsCounted() throws Exception {
        server.activate(server.bean("orders"));
        ObjectName name = names(server.port).iterator().next();
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("EHLO client.example.org");
            peer.send("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");

            await().until(() -> ((TabularData) beans.getAttribute(name, "TlsAnomalies")).size() == 1);
        }
        assertThat((CompositeData[]) beans.getAttribute(name, "TlsAnomaliesByPeer"))
                .singleElement()
                .satisfies(one -> assertThat(one.get("peer")).isEqualTo("127.0.0.1"));
        assertThat(log.lines("POSTERN-301")).hasSize(1);
    }

    @Test
    void connectionsThatGetNoTlsWhereThereIsNothingElseAreCounted() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen("smtps://127.0.0.1:" + server.port);
        server.activate(server.bean("orders"), spec);
        ObjectName name = names(server.port).iterator().next();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }

        assertThat(beans.getAttribute(name, "ConnectionsClosedForLackOfTls")).isEqualTo(1L);
        assertThat(log.lines("POSTERN-3002")).hasSize(1);
    }

    @Test
    void twoAdaptersDoNotDisturbEachOther() throws Exception {
        try (RunningServer other = new RunningServer().start()) {
            server.activate(server.bean("orders"));
            other.activate(other.bean("orders"));

            assertThat(names(server.port)).hasSize(1);
            assertThat(names(other.port)).hasSize(1);
            assertThat(names(server.port).iterator().next().getKeyProperty("adapter"))
                    .isNotEqualTo(names(other.port).iterator().next().getKeyProperty("adapter"));
        }
        assertThat(names(server.port)).hasSize(1);
    }

    private Set<ObjectName> names(int port) throws Exception {
        return beans.queryNames(new ObjectName("org.postern:type=LocalAddress,port=" + port + ",*"), null);
    }
}
