package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.net.ConnectionCounter;
import org.postern.net.HandshakeFailure;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.ManualClock;
import org.postern.net.TasksOn;
import org.postern.net.TlsFacts;
import org.postern.ra.Connections;
import org.postern.ra.KeyFile;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.config.AdapterIdentity;
import org.postern.ra.log.AnomalyReport;
import org.postern.ra.log.Messages;
import org.postern.smtp.Replies;
import org.postern.smtp.Step.CloseReason;
import org.postern.smtp.TlsAnomaly;
import org.postern.tls.TestCertificates;

/** What management tools see, through the server that they ask. */
class LocalAddressStatusTest {
    private static final ListenAddress ALL = new ListenAddress(ListenAddress.Scheme.SMTP, Ip.of("0.0.0.0"), 25, 1);

    @TempDir
    Path directory;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final LogLines log = new LogLines();
    private final ManualClock clock = new ManualClock();
    private final TlsCounters counters = new TlsCounters();
    private final TlsAnomalies anomalies = new TlsAnomalies();
    private final Queue<Runnable> notifying = new ArrayDeque<>();
    private boolean threadsAreThere;
    private final List<Notification> heard = new ArrayList<>();
    private List<InetAddress> machine = List.of(Ip.of("192.0.2.1"));
    private final ManagementBeans beans = new ManagementBeans(
            new ManagementRegistry(
                    ManagementFactory.getPlatformMBeanServer(),
                    new AdapterIdentity("test"),
                    new TasksOn(Runnable::run),
                    clock,
                    new Messages(Settings.log())),
            new StatusServices(counters, anomalies, new TasksOn(this::take), clock, new Messages(Settings.log())),
            () -> machine);
    private final List<AddressBeans> opened = new ArrayList<>();
    private KeyFile keys;

    @BeforeEach
    void makeKeys() {
        keys = new KeyFile(directory)
                .with("rsa", TestCertificates.RSA, clock, 100)
                .with("ec", TestCertificates.EC, clock, 200);
    }

    @AfterEach
    void close() {
        opened.forEach(beans::remove);
        log.close();
    }

    @Test
    void theOfferIsShownWithEachCertificate() throws Exception {
        open("*:25=rsa|ec|lost");

        assertThat(text("Binding")).isEqualTo("*:25=rsa|ec|lost");
        assertThat(text("BindingMatch")).isEqualTo("any IP address, this port");
        assertThat(text("StartTls")).isEqualTo("yes");
        assertThat(attribute("Required")).isEqualTo(false);
        assertThat(text("Verdict")).isEqualTo("USABLE");
        assertThat((String[]) attribute("Warnings")).anyMatch(warning -> warning.startsWith("ALIAS_NOT_FOUND: "));
        CompositeData[] certificates = (CompositeData[]) attribute("Certificates");
        assertThat(certificates)
                .extracting(one -> one.get("alias"), one -> one.get("verdict"), one -> one.get("keyType"))
                .containsExactly(
                        tuple("rsa", "USABLE", "RSA 2048"),
                        tuple("ec", "USABLE", "EC 256"),
                        tuple("lost", "ALIAS_NOT_FOUND", ""));
        assertThat(certificates[0].get("subject")).isEqualTo("CN=rsa.example.org");
        assertThat((String[]) certificates[0].get("names")).contains("localhost");
        assertThat(certificates[0].get("notBefore")).isEqualTo("2025-12-31T00:00:00Z");
        assertThat(certificates[0].get("notAfter")).isEqualTo("2026-04-11T00:00:00Z");
        assertThat((String[]) certificates[0].get("warnings")).isNotNull();
        assertThat((String) certificates[2].get("reason")).contains("There is no alias lost");
    }

    @Test
    void withoutABindingTextsAreEmptyAndThereAreNoCertificates() throws Exception {
        open("");

        assertThat(text("Binding")).isEmpty();
        assertThat(text("BindingMatch")).isEmpty();
        assertThat((CompositeData[]) attribute("Certificates")).isEmpty();
        assertThat((String[]) attribute("Warnings")).isEmpty();
    }

    @Test
    void whatWasCountedIsShown() throws Exception {
        open("*=ec");
        AddressCounters here = counters.at(Connections.LOCAL);
        here.handshakeCompleted(new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of()));
        here.handshakeFailed(HandshakeFailure.NOT_TLS);
        here.anomalySeen(AnomalyReport.of(TlsAnomaly.MASKED_COMMAND));
        here.tlsImpossible();
        here.tlsWithdrawn();
        here.connectionRefused(ConnectionCounter.Limit.OF_PEER);
        here.connectionClosed(CloseReason.TOO_MANY_ERRORS);
        here.refusedWith(Replies.unknownRecipient());
        anomalies.add(
                TlsAnomalies.Key.of(Connections.from("198.51.100.1"), AnomalyReport.of(TlsAnomaly.MASKED_COMMAND)),
                clock.instant());

        assertThat(attribute("HandshakesCompleted")).isEqualTo(1L);
        assertThat(row(attribute("HandshakesFailed"), "not tls")).isEqualTo(1L);
        assertThat(row(attribute("TlsAnomalies"), "masked command")).isEqualTo(1L);
        assertThat(attribute("ConnectionsClosedForLackOfTls")).isEqualTo(1L);
        assertThat(attribute("StartTlsWithdrawn")).isEqualTo(1L);
        assertThat(row(attribute("ConnectionsRefused"), "of peer")).isEqualTo(1L);
        assertThat(row(attribute("ConnectionsClosed"), "too many errors")).isEqualTo(1L);
        assertThat(row(attribute("Refusals"), "550 5.1.1")).isEqualTo(1L);
        assertThat((CompositeData[]) attribute("TlsAnomaliesByPeer"))
                .extracting(
                        one -> one.get("peer"),
                        one -> one.get("anomaly"),
                        one -> one.get("count"),
                        one -> one.get("lastSeen"))
                .containsExactly(tuple("198.51.100.1", "masked command", 1L, "2026-01-01T00:00:00Z"));
    }

    @Test
    void reloadingReadsTheStoresAndTellsAtOnce() throws Exception {
        open("*=ec");
        listen((notification, handback) -> heard.add(notification));
        ObjectName name = name();
        keys.empty();
        threadsAreThere = true;

        server.invoke(name, "reload", new Object[0], new String[0]);

        assertThat(text("Verdict")).isEqualTo("ALIAS_NOT_FOUND");
        assertThat(log.lines("POSTERN-1022")).hasSize(1);
        runNotifications();
        assertThat(heard).singleElement().isInstanceOfSatisfying(AttributeChangeNotification.class, change -> {
            assertThat(change.getAttributeName()).isEqualTo("Verdict");
            assertThat(change.getOldValue()).isEqualTo("USABLE");
            assertThat(change.getNewValue()).isEqualTo("ALIAS_NOT_FOUND");
            assertThat(change.getSource()).isEqualTo(name);
            assertThat(change.getSequenceNumber()).isEqualTo(1);
            assertThat(change.getTimeStamp()).isEqualTo(clock.millis());
            assertThat(change.getMessage()).contains("smtp://192.0.2.1:25: ALIAS_NOT_FOUND: ");
        });
    }

    @Test
    void aChangeOfWarningsAloneHasANotificationOfItsOwn() throws Exception {
        open("*=ec");
        listen((notification, handback) -> heard.add(notification));
        clock.pass(Duration.ofDays(180));
        beans.check();
        clock.pass(Duration.ofDays(10));
        beans.check();
        beans.check();
        runNotifications();

        assertThat(heard)
                .extracting(Notification::getType, Notification::getSequenceNumber)
                .containsExactly(tuple(LocalAddressStatus.WARNINGS, 1L), tuple(LocalAddressStatus.WARNINGS, 2L));
        assertThat((String[]) heard.get(0).getUserData()).anyMatch(text -> text.contains("within 30 days"));
    }

    @Test
    void theNotificationsAreDeclared() throws Exception {
        open("*=ec");

        assertThat(server.getMBeanInfo(name()).getNotifications())
                .flatExtracting(info -> Arrays.asList(info.getNotifTypes()))
                .containsExactly(AttributeChangeNotification.ATTRIBUTE_CHANGE, LocalAddressStatus.WARNINGS);
    }

    @Test
    void aListenerThatFailsDisturbsNobody() throws Exception {
        machine = List.of(Ip.of("192.0.2.1"), Ip.of("192.0.2.2"));
        open("*=ec");
        listen((notification, handback) -> {
            throw new IllegalStateException("listener");
        });
        listen((notification, handback) -> heard.add(notification));
        clock.pass(Duration.ofDays(300));

        beans.check();
        assertThat(log.lines("POSTERN-1022")).hasSize(2);
        runNotifications();

        assertThat(heard).hasSize(1);
    }

    @Test
    void addressesThatAppearAreWatchedAndThoseThatVanishAreNot() throws Exception {
        machine = List.of(Ip.of("192.0.2.1"), Ip.of("2001:db8::1"));
        open("*=ec");
        assertThat(addresses()).containsExactly("192.0.2.1");

        machine = List.of(Ip.of("192.0.2.2"));
        clock.pass(ManagementBeans.ADDRESSES_PERIOD.minusMillis(1));
        beans.check();
        assertThat(addresses()).containsExactly("192.0.2.1");
        clock.pass(Duration.ofMillis(1));
        beans.check();

        assertThat(addresses()).containsExactly("192.0.2.2");
        assertThat(log.lines("POSTERN-1026"))
                .singleElement()
                .asString()
                .contains("smtp://192.0.2.1:25 is not an address of this machine any more");
        assertThat(log.lines("POSTERN-1021")).last().asString().contains("smtp://192.0.2.2:25");
        assertThat(beans.beginsInPlaintext(Connections.local("192.0.2.2", 25))).isTrue();
        assertThat(beans.beginsInPlaintext(Connections.LOCAL)).isFalse();
    }

    @Test
    void whileTheAddressesCannotBeFoundOutThoseThatAreKnownStay() throws Exception {
        open("*=ec");
        machine = List.of();
        clock.pass(ManagementBeans.ADDRESSES_PERIOD);
        beans.check();

        assertThat(addresses()).containsExactly("192.0.2.1");
    }

    @Test
    void anAddressWithImplicitTlsDoesNotBeginInPlaintext() {
        ListenAddress smtps = new ListenAddress(ListenAddress.Scheme.SMTPS, Ip.of("192.0.2.7"), 465, 1);
        show(smtps, "*=ec");

        assertThat(beans.beginsInPlaintext(smtps.localAddress())).isFalse();
    }

    @Test
    void itExplainsOtherAddressesToo() throws Exception {
        open("*=ec");

        assertThat(explain(name(), "192.0.2.9", 587)).startsWith("smtp://192.0.2.9:587\n");
    }

    /** Each of the beans of an adapter is asked about each of its addresses, and about one where nobody listens. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 25, smtp://",
        "192.0.2.7, 465, smtps://",
        "192.0.2.1, 26, lmtp://",
        "192.0.2.8, 465, ''",
        "192.0.2.1, 465, ''"
    })
    void whereSomebodyListensItIsExplainedByWhatIsThere(String ip, int port, String expected) throws Exception {
        for (String listen : List.of("SMTP 192.0.2.7 25", "SMTPS 192.0.2.7 465", "LMTP 0.0.0.0 26")) {
            String[] words = listen.split(" ", -1);
            show(
                    new ListenAddress(
                            ListenAddress.Scheme.valueOf(words[0]), Ip.of(words[1]), Integer.parseInt(words[2]), 1),
                    "*=ec");
        }

        for (ObjectName asked : server.queryNames(new ObjectName("org.postern:type=LocalAddress,*"), null)) {
            String own = asked.getKeyProperty("scheme") + "://";
            assertThat(explain(asked, ip, port)).startsWith(expected.isEmpty() ? own : expected);
        }
    }

    private String explain(ObjectName asked, String ip, int port) throws JMException {
        return (String) server.invoke(
                asked, "explain", new Object[] {ip, port}, new String[] {String.class.getName(), int.class.getName()});
    }

    private void open(String bindings) {
        show(ALL, bindings);
    }

    private void show(ListenAddress listen, String bindings) {
        AddressBeans all =
                beans.of(listen, new FakeAcceptor(listen), Settings.noLimits(), keys.offers(bindings, clock));
        opened.add(all);
        beans.add(all);
    }

    private void listen(NotificationListener listener) throws Exception {
        server.addNotificationListener(name(), listener, null, null);
    }

    private void take(Runnable task) {
        if (threadsAreThere) {
            task.run();
        } else {
            notifying.add(task);
        }
    }

    private void runNotifications() {
        while (!notifying.isEmpty()) {
            notifying.remove().run();
        }
    }

    private Object attribute(String attribute) throws Exception {
        return server.getAttribute(name(), attribute);
    }

    private String text(String attribute) throws Exception {
        return (String) attribute(attribute);
    }

    private static Object row(Object table, String key) {
        return ((TabularData) table).get(new Object[] {key}).get("value");
    }

    private List<String> addresses() throws Exception {
        Set<ObjectName> names = server.queryNames(new ObjectName("org.postern:type=LocalAddress,adapter=test,*"), null);
        return names.stream()
                .map(one -> ObjectName.unquote(one.getKeyProperty("address")))
                .toList();
    }

    private ObjectName name() throws Exception {
        return new ObjectName("org.postern:type=LocalAddress,adapter=test,scheme=smtp,address=\"192.0.2.1\",port=25");
    }
}
