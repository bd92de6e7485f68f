package org.postern.ra.management;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.ManualClock;
import org.postern.net.TasksOn;
import org.postern.ra.KeyFile;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.config.AdapterIdentity;
import org.postern.ra.log.Messages;
import org.postern.tls.TestCertificates;

/** Management beans of local addresses, and key stores that they tell of. */
abstract class LocalAddressStatusSetUp {
    static final ListenAddress ALL = new ListenAddress(ListenAddress.Scheme.SMTP, Ip.of("0.0.0.0"), 25, 1);

    @TempDir
    Path directory;

    final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    final LogLines log = new LogLines();
    final ManualClock clock = new ManualClock();
    final TlsCounters counters = new TlsCounters();
    final TlsAnomalies anomalies = new TlsAnomalies();
    final Queue<Runnable> notifying = new ArrayDeque<>();
    boolean threadsAreThere;
    final List<Notification> heard = new ArrayList<>();
    List<InetAddress> machine = List.of(Ip.of("192.0.2.1"));
    final ManagementBeans beans = new ManagementBeans(
            new ManagementRegistry(
                    ManagementFactory.getPlatformMBeanServer(),
                    new AdapterIdentity("test"),
                    new TasksOn(Runnable::run),
                    clock,
                    new Messages(Settings.log())),
            new StatusServices(counters, anomalies, new TasksOn(this::take), clock, new Messages(Settings.log())),
            () -> machine);
    final List<AddressBeans> opened = new ArrayList<>();
    KeyFile keys;

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

    void open(String bindings) {
        show(ALL, bindings);
    }

    void show(ListenAddress listen, String bindings) {
        AddressBeans all =
                beans.of(listen, new FakeAcceptor(listen), Settings.noLimits(), keys.offers(bindings, clock));
        opened.add(all);
        beans.add(all);
    }

    void listen(NotificationListener listener) throws Exception {
        server.addNotificationListener(name(), listener, null, null);
    }

    void take(Runnable task) {
        if (threadsAreThere) {
            task.run();
        } else {
            notifying.add(task);
        }
    }

    void runNotifications() {
        while (!notifying.isEmpty()) {
            notifying.remove().run();
        }
    }

    Object attribute(String attribute) throws Exception {
        return server.getAttribute(name(), attribute);
    }

    String text(String attribute) throws Exception {
        return (String) attribute(attribute);
    }

    static Object row(Object table, String key) {
        return ((TabularData) table).get(new Object[] {key}).get("value");
    }

    List<String> addresses() throws Exception {
        Set<ObjectName> names = server.queryNames(new ObjectName("org.postern:type=LocalAddress,adapter=test,*"), null);
        return names.stream()
                .map(one -> ObjectName.unquote(one.getKeyProperty("address")))
                .toList();
    }

    ObjectName name() throws Exception {
        return new ObjectName("org.postern:type=LocalAddress,adapter=test,scheme=smtp,address=\"192.0.2.1\",port=25");
    }
}
