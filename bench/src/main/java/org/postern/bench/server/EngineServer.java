package org.postern.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postern.net.Acceptor;
import org.postern.net.AcceptorSettings;
import org.postern.net.BlockingTasks;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionEvents;
import org.postern.net.ConnectionFacts;
import org.postern.net.ConnectionIo;
import org.postern.net.ConnectionServices;
import org.postern.net.EventLoops;
import org.postern.net.Handshakes;
import org.postern.net.Ids;
import org.postern.net.MemoryBudgets;
import org.postern.net.NioTransport;
import org.postern.net.NullMx;
import org.postern.net.RatePerMinute;
import org.postern.net.Realm;
import org.postern.net.RealmAnswer;
import org.postern.net.ReceivedMessage;
import org.postern.net.SharedLimits;
import org.postern.net.SpoolSpace;
import org.postern.net.SystemTime;
import org.postern.net.TemporaryFiles;
import org.postern.net.Time;
import org.postern.net.TimerWheels;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.AdapterConfig;
import org.postern.ra.config.AdapterLimits;
import org.postern.ra.config.AddressLimits;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.ListenConfig;
import org.postern.ra.config.Property;
import org.postern.smtp.Credentials;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.tls.Proofs;
import org.postern.tls.TlsOffers;

/**
 * The engine alone: the rooms of the network and of the conversation, with the configuration of an adapter, and without a
 * container and its beans. Each message is accepted and forgotten. Its argument is a file with properties of the adapter.
 */
public final class EngineServer {
    private static final Set<String> TOLD = Set.of("failed", "contentNotStored", "engineFailed");

    private EngineServer() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) throws Exception {
        Configuration configuration = Configuration.ofAdapter(properties(Path.of(args[0])));
        ActivationConfig activation = ActivationConfig.read(configuration);
        AdapterConfig adapter = AdapterConfig.read(configuration);
        AdapterLimits limits = AdapterLimits.read(configuration);
        configuration.failOnProblems(EngineServer.class);
        Time time = new SystemTime();
        ConnectionServices services = services(adapter, limits, time);
        for (ListenConfig listen : activation.listen()) {
            TlsOffers offers = activation
                    .certificates()
                    .offers(
                            listen.tls(),
                            time.clock(),
                            Proofs.oneAfterAnother(),
                            services.io().loops().tls());
            offers.refresh();
            AcceptorSettings settings = activation.acceptor(listen, AddressLimits.read(configuration), offers);
            new Acceptor(() -> settings, services, transaction -> EngineServer::discard).bind();
        }
        new CountDownLatch(1).await();
    }

    private static Map<Property, String> properties(Path file) throws IOException {
        Properties given = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            given.load(in);
        }
        Map<Property, String> properties = new EnumMap<>(Property.class);
        for (Property property : Property.values()) {
            String value = given.getProperty(property.beanName());
            if (value != null) {
                properties.put(property, value);
            }
        }
        return properties;
    }

    private static ConnectionServices services(AdapterConfig adapter, AdapterLimits limits, Time time) {
        ExecutorService threads = Executors.newCachedThreadPool();
        EventLoops loops = new EventLoops(adapter.ioThreads(), new NioTransport(), threads, time, EngineServer::report);
        BlockingTasks blocking = task -> CompletableFuture.runAsync(task, threads);
        SharedLimits shared = new SharedLimits(
                new ConnectionCounter(limits::connections, time),
                new RatePerMinute(
                        limits::maxMessagesPerPeerPerMinute,
                        ip -> limits.connections().peer(ip),
                        time),
                MemoryBudgets.of(limits::maxEnvelopeBytes),
                new SpoolSpace(new TemporaryFiles(adapter.spoolDirectory()), limits::spool));
        return new ConnectionServices(
                new ConnectionIo(
                        loops, blocking, new Handshakes(blocking, time), new TimerWheels(time), new NioTransport()),
                shared,
                time,
                new Ids(time.now().toEpochMilli(), new SecureRandom()),
                new NullMx(loops, blocking, adapter.dnsServers()),
                new NoUsers(),
                events());
    }

    private static CompletableFuture<List<Reply>> discard(ReceivedMessage message) {
        try {
            message.content().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return CompletableFuture.completedFuture(List.of(Replies.accepted(message.id())));
    }

    /** Failures are told, for the log of the measurement. Nothing else is of interest. */
    private static ConnectionEvents events() {
        return ConnectionEvents.class.cast(Proxy.newProxyInstance(
                EngineServer.class.getClassLoader(), new Class<?>[] {ConnectionEvents.class}, (proxy, method, args) -> {
                    if (TOLD.contains(method.getName())) {
                        System.err.println(method.getName() + Arrays.toString(args));
                    }
                    return null;
                }));
    }

    private static void report(Throwable failure) {
        System.err.println(failure);
    }

    private static final class NoUsers implements Realm {
        @Override
        public boolean isAvailable() {
            return false;
        }

        @Override
        public CompletableFuture<RealmAnswer> authenticate(
                ConnectionFacts connection, String user, Credentials credentials) {
            return CompletableFuture.completedFuture(new RealmAnswer(Optional.empty(), Optional.empty()));
        }
    }
}
