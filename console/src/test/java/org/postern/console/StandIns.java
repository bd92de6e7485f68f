package org.postern.console;

import java.beans.ConstructorProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Management beans as an adapter has them, in a server of their own. */
final class StandIns {
    final MBeanServer server = MBeanServerFactory.newMBeanServer();
    final Beans beans = new Beans(server);

    Address address(String address, int port) throws JMException {
        return address("smtp", address, port);
    }

    Address address(String scheme, String address, int port) throws JMException {
        Address made = new Address(address, port);
        register("LocalAddress,adapter=shop,scheme=%s,address=\"%s\",port=%d".formatted(scheme, address, port), made);
        return made;
    }

    Adapter adapter(String name) throws JMException {
        Adapter made = new Adapter();
        register("Adapter,adapter=" + name, made);
        return made;
    }

    ObjectName register(String name, Object bean) throws JMException {
        return server.registerMBean(bean, new ObjectName("org.postern:type=" + name))
                .getObjectName();
    }

    /** What an early version has. */
    public interface EarlyMXBean {
        String getVerdict();

        /** Fails. */
        String getReason();
    }

    static final class Early implements EarlyMXBean {
        @Override
        public String getVerdict() {
            return "EXPIRED";
        }

        @Override
        public String getReason() {
            throw new IllegalStateException("not today");
        }
    }

    public interface AcceptorMXBean {
        int getOpen();

        String getState();
    }

    static final class Acceptor implements AcceptorMXBean {
        int open = 1;
        String state = "OPEN";

        @Override
        public int getOpen() {
            return open;
        }

        @Override
        public String getState() {
            return state;
        }
    }

    public interface AddressMXBean {
        String getAddress();

        int getPort();

        String getVerdict();

        String getReason();

        String getNotAfter();

        long getSecondsToNotAfter();

        long getLifetimeSeconds();

        int getWarningCount();

        int getTlsRequired();

        Map<String, Long> getTlsAnomalies();

        List<Certificate> getCertificates();

        void reload();

        String explain(String address, int port);
    }

    static final class Address implements AddressMXBean {
        private final String address;
        private final int port;
        String verdict = "USABLE";
        String reason = "";
        String notAfter = "2027-01-01T00:00:00Z";
        long seconds = 90 * 86_400L;
        long lifetime = 90 * 86_400L;
        int warnings;
        int required;
        int reloads;
        final Map<String, Long> anomalies = new TreeMap<>();
        final List<Certificate> certificates = new ArrayList<>();

        private Address(String address, int port) {
            this.address = address;
            this.port = port;
        }

        @Override
        public String getAddress() {
            return address;
        }

        @Override
        public int getPort() {
            return port;
        }

        @Override
        public String getVerdict() {
            return verdict;
        }

        @Override
        public String getReason() {
            return reason;
        }

        @Override
        public String getNotAfter() {
            return notAfter;
        }

        @Override
        public long getSecondsToNotAfter() {
            return seconds;
        }

        @Override
        public long getLifetimeSeconds() {
            return lifetime;
        }

        @Override
        public int getWarningCount() {
            return warnings;
        }

        @Override
        public int getTlsRequired() {
            return required;
        }

        @Override
        public Map<String, Long> getTlsAnomalies() {
            return anomalies;
        }

        @Override
        public List<Certificate> getCertificates() {
            return certificates;
        }

        @Override
        public void reload() {
            reloads++;
        }

        @Override
        public String explain(String anyAddress, int anyPort) {
            if (anyPort < 1) {
                throw new IllegalArgumentException("No port: " + anyPort);
            }
            return "At " + anyAddress + ":" + anyPort;
        }
    }

    /** A row. */
    public static final class Certificate {
        private final String subject;
        private final List<String> names;
        private String verdict = "";
        private String notBefore = "";
        private String notAfter = "";

        @ConstructorProperties({"subject", "names"})
        public Certificate(String subject, List<String> names) {
            this.subject = subject;
            this.names = names;
        }

        Certificate with(String itsVerdict, Instant begin, Instant end) {
            verdict = itsVerdict;
            notBefore = begin.toString();
            notAfter = end.toString();
            return this;
        }

        public String getSubject() {
            return subject;
        }

        public List<String> getNames() {
            return names;
        }

        public String getVerdict() {
            return verdict;
        }

        public String getNotBefore() {
            return notBefore;
        }

        public String getNotAfter() {
            return notAfter;
        }
    }

    public interface AdapterMXBean {
        long getMessagesAccepted();

        long getMessagesDeferred();

        long getMessagesRefused();

        long getMessageOctets();

        Durations getDeliveryTime();
    }

    static class Adapter implements AdapterMXBean {
        long accepted;
        long octets;
        long within;

        @Override
        public long getMessagesAccepted() {
            return accepted;
        }

        @Override
        public long getMessagesDeferred() {
            return 0;
        }

        @Override
        public long getMessagesRefused() {
            return 0;
        }

        @Override
        public long getMessageOctets() {
            return octets;
        }

        @Override
        public Durations getDeliveryTime() {
            return new Durations(accepted, within);
        }
    }

    /** Deliveries of half a second each, of which so many were within the first bucket. */
    public static final class Durations {
        private final long count;
        private final long within;

        Durations(long count, long within) {
            this.count = count;
            this.within = within;
        }

        public long getCount() {
            return count;
        }

        public double getSumSeconds() {
            return count / 2.0;
        }

        public Map<String, Long> getBuckets() {
            return Map.of("0.1", within, "1", count, "+Inf", count);
        }
    }

    public interface OtherAdapterMXBean {
        OtherDurations getDeliveryTime();
    }

    /** One of another version. */
    static final class OtherAdapter implements OtherAdapterMXBean {
        @Override
        public OtherDurations getDeliveryTime() {
            return new OtherDurations();
        }
    }

    /** Counted in whole numbers of another size. */
    public static final class OtherDurations {
        public int getCount() {
            return 1;
        }

        public int getSumSeconds() {
            return 1;
        }
    }

    public interface TryingAdapterMXBean extends AdapterMXBean {
        List<Certificate> whatIf(String bindings, String keyStore, String type, String password, String tls);
    }

    static final class TryingAdapter extends Adapter implements TryingAdapterMXBean {
        final List<String> asked = new ArrayList<>();

        @Override
        public List<Certificate> whatIf(String bindings, String keyStore, String type, String password, String tls) {
            asked.addAll(List.of(bindings, keyStore, type, password, tls));
            return List.of(new Certificate("CN=mx", List.of()));
        }
    }

    public interface PausableMXBean {
        String getState();

        int getRunning();

        void pause();

        void resume();
    }

    static final class Pausable implements PausableMXBean {
        private boolean paused;

        @Override
        public String getState() {
            return paused ? "PAUSED" : "RUNNING";
        }

        @Override
        public int getRunning() {
            return paused ? 0 : 1;
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }
    }

    public interface HistoryMXBean {
        List<Row> messages(int most);

        List<Row> refusals(int most);

        List<Row> find(String id);
    }

    record Kept(List<Row> rows) implements HistoryMXBean {
        @Override
        public List<Row> messages(int most) {
            return List.of();
        }

        @Override
        public List<Row> refusals(int most) {
            return rows;
        }

        @Override
        public List<Row> find(String id) {
            return rows.stream().filter(row -> row.getId().equals(id)).toList();
        }
    }

    /** One whose every answer is a failure: an Error, or an exception of the adapter. */
    record Failing(Throwable failure) implements HistoryMXBean {
        @Override
        public List<Row> messages(int most) {
            throw failed();
        }

        @Override
        public List<Row> refusals(int most) {
            throw failed();
        }

        @Override
        public List<Row> find(String id) {
            throw failed();
        }

        private RuntimeException failed() {
            if (failure instanceof Error error) {
                throw error;
            }
            return (RuntimeException) failure;
        }
    }

    /** A row. */
    public static final class Row {
        private final String time;
        private final String id;

        Row(String time, String id) {
            this.time = time;
            this.id = id;
        }

        public String getTime() {
            return time;
        }

        public String getId() {
            return id;
        }
    }
}
