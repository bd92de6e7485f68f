package org.postern.ra.management;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.tls.CertificateBinding;
import org.postern.tls.ServerCertificate;
import org.postern.tls.Stapling;
import org.postern.tls.TlsOffer;
import org.postern.tls.TlsOffers;
import org.postern.tls.Verdict;

/** One local address in management tools: the same offer that the next connection will get. Thread-safe. */
final class LocalAddressStatus extends TrafficStatus implements LocalAddressStatusMXBean {
    static final String WARNINGS = "org.postern.tls.warnings";

    private static final MBeanNotificationInfo[] NOTIFICATIONS = {
        new MBeanNotificationInfo(
                new String[] {AttributeChangeNotification.ATTRIBUTE_CHANGE},
                AttributeChangeNotification.class.getName(),
                "The verdict has changed"),
        new MBeanNotificationInfo(
                new String[] {WARNINGS},
                Notification.class.getName(),
                "The verdict is what it was, but warnings or certificates have changed; the user data are the warnings")
    };

    /** How long an administrator waits at most for the key stores to be read. */
    private static final Duration RELOAD = Duration.ofSeconds(10);

    /** Before its end a certificate should have been renewed, if its life is not shorter than some of these. */
    private static final Duration SOON = Duration.ofDays(14);

    private final Supplier<ObjectName> name;
    private final LocalAddress address;
    private final Explanation.Rules rules;
    private final OfferWatch watch;
    private final TlsAnomalies anomalies;
    private final Others others;
    private final Time time;
    private final BlockingTasks threads;
    private final NotificationBroadcasterSupport notifications;
    private final AtomicLong notified = new AtomicLong();

    /**
     * Those of all addresses.
     *
     * @param check looks at all of them
     * @param listener the one of an address that a bean listens at
     */
    record Others(Runnable check, Function<LocalAddress, Optional<LocalAddressStatus>> listener) {}

    LocalAddressStatus(
            Supplier<ObjectName> name,
            LocalAddress address,
            Explanation.Rules rules,
            StatusServices services,
            Executor notifying,
            Others others) {
        super(services.counters().at(address));
        this.name = name;
        this.notifications = new NotificationBroadcasterSupport(notifying, NOTIFICATIONS);
        this.address = address;
        this.rules = rules;
        this.watch = new OfferWatch(rules.scheme(), address, rules.offers(), services.messages());
        this.anomalies = services.anomalies();
        this.others = others;
        this.time = services.time();
        this.threads = services.threads();
    }

    /** Who wants to hear of changes. */
    NotificationEmitter notifications() {
        return notifications;
    }

    /** Tells the administrator how it stands. */
    void begin() {
        watch.begin();
    }

    /** Tells the administrator if anything has changed since the last look. */
    void check() {
        watch.check().map(this::notification).ifPresent(notifications::sendNotification);
    }

    /** What is offered now, and would be offered with others. */
    TriedOffer tried(TlsOffers others, List<String> own) {
        return new TriedOffer(rules.scheme(), address, offer().verdict(), others.offerFor(address), own);
    }

    LocalAddress localAddress() {
        return address;
    }

    @Override
    public String getScheme() {
        return rules.scheme().toString();
    }

    @Override
    public String getAddress() {
        return IpLiteral.format(address.ip());
    }

    @Override
    public int getPort() {
        return address.port();
    }

    @Override
    public String getBinding() {
        return offer().binding().map(CertificateBinding::toString).orElse("");
    }

    @Override
    public String getBindingMatch() {
        return offer().binding().map(binding -> binding.scope().how()).orElse("");
    }

    @Override
    public String getAlias() {
        return offer().binding().map(CertificateBinding::alias).orElse("");
    }

    @Override
    public String getSubject() {
        return certificate().map(ServerCertificate::subject).orElse("");
    }

    @Override
    public String getNotAfter() {
        return certificate()
                .map(certificate -> certificate.notAfter().toString())
                .orElse("");
    }

    @Override
    public long getSecondsToNotAfter() {
        return endingFirst()
                .map(one ->
                        Math.max(0, Duration.between(time.now(), one.notAfter()).toSeconds()))
                .orElse(0L);
    }

    @Override
    public long getLifetimeSeconds() {
        Instant soon = time.now().plus(SOON);
        return offer().certificates()
                .filter(one -> one.notAfter().isBefore(soon))
                .map(ServerCertificate::lifetime)
                .max(Comparator.naturalOrder())
                .or(() -> endingFirst().map(ServerCertificate::lifetime))
                .map(Duration::toSeconds)
                .orElse(0L);
    }

    @Override
    public String getStartTls() {
        return offer().usable() ? "yes" : "no";
    }

    @Override
    public int getTlsOffered() {
        return offer().usable() ? 1 : 0;
    }

    @Override
    public boolean isRequired() {
        return offer().required();
    }

    @Override
    public int getTlsRequired() {
        return offer().required() ? 1 : 0;
    }

    @Override
    public String getOcspStapling() {
        return offer().findings().stream()
                .filter(finding -> !finding.stapling().sentence().isEmpty())
                .map(finding -> finding.alias() + ": " + finding.stapling().sentence())
                .collect(Collectors.joining(" "));
    }

    @Override
    public int getOcspStapled() {
        TlsOffer now = offer();
        return now.usable()
                        && now.findings().stream()
                                .filter(finding -> finding.verdict() == Verdict.USABLE)
                                .allMatch(finding -> finding.stapling().state() == Stapling.State.STAPLED)
                ? 1
                : 0;
    }

    @Override
    public String getVerdict() {
        return offer().verdict().name();
    }

    @Override
    public String getReason() {
        return offer().reason();
    }

    @Override
    public String[] getWarnings() {
        return offer().warnings().toArray(String[]::new);
    }

    @Override
    public int getWarningCount() {
        return offer().warnings().size();
    }

    @Override
    public CertificateStatus[] getCertificates() {
        return offer().findings().stream()
                .filter(finding -> !finding.alias().isEmpty())
                .map(CertificateStatus::new)
                .toArray(CertificateStatus[]::new);
    }

    @Override
    public PeerAnomaly[] getTlsAnomaliesByPeer() {
        return anomalies.at(address).toArray(PeerAnomaly[]::new);
    }

    @Override
    public void reload() {
        CompletableFuture<Void> read = threads.run(rules.offers()::reload);
        if (!time.await(read, RELOAD)) {
            throw new IllegalStateException("The key stores have not been read after " + RELOAD.toSeconds()
                    + " s: a file system, a device or the naming service does not answer. They are used as soon as they"
                    + " can be read");
        }
        if (read.isCompletedExceptionally()) {
            throw new IllegalStateException("The key stores could not be read: "
                    + read.handle((done, why) -> why).join());
        }
        others.check().run();
    }

    @Override
    public String explain(String address, int port) {
        return new Explanation(asked -> others.listener().apply(asked).orElse(this).rules).of(address, port);
    }

    private Notification notification(OfferWatch.Change change) {
        long number = notified.incrementAndGet();
        TlsOffer now = change.now();
        String text = rules.scheme() + "://" + address + ": " + now.verdict() + ": " + now.reason();
        if (now.verdict() != change.before().verdict()) {
            return new AttributeChangeNotification(
                    name.get(),
                    number,
                    time.now().toEpochMilli(),
                    text,
                    "Verdict",
                    String.class.getName(),
                    change.before().verdict().name(),
                    now.verdict().name());
        }
        Notification warnings =
                new Notification(WARNINGS, name.get(), number, time.now().toEpochMilli(), text);
        warnings.setUserData(now.warnings().toArray(String[]::new));
        return warnings;
    }

    private Optional<ServerCertificate> endingFirst() {
        return offer().certificates().min(Comparator.comparing(ServerCertificate::notAfter));
    }

    private Optional<ServerCertificate> certificate() {
        return offer().certificates().findFirst();
    }

    private TlsOffer offer() {
        return watch.offer();
    }
}
