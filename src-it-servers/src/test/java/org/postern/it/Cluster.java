package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.awaitility.Awaitility;

/** Several servers with the same application, and HAProxy in front of them: one receiver of mail. */
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path directory;
    private final int front = FreePorts.on("127.0.0.1");
    private final List<Instance> instances = new ArrayList<>();
    private Optional<HaProxy> proxy = Optional.empty();
    private final boolean hasGrid;
    private int reloads;

    /** One of the servers, and where it takes mail. */
    private record Instance(AppServer server, int port) {}

    /** Starts so many servers of a kind, in one data grid where that kind has one. */
    Cluster(Candidate kind, int size, Path directory) throws Exception {
        this.directory = directory;
        Path home = kind.installation().fetch();
        for (int i = 0; i < size; i++) {
            Path base = Files.createDirectory(directory.resolve("server-" + i));
            AppServer server = kind.family().prepare(home, Jdk.home(kind.jdk()).orElseThrow(), base);
            instances.add(new Instance(server, FreePorts.on("127.0.0.1")));
        }
        List<Integer> grid = IntStream.range(0, size)
                .mapToObj(i -> FreePorts.on("127.0.0.1"))
                .toList();
        hasGrid =
                IntStream.range(0, size).allMatch(i -> instances.get(i).server().joinGrid(grid.get(i), grid));
        instances.forEach(one -> one.server().start());
    }

    /** Whether all are in one. */
    boolean hasGrid() {
        return hasGrid;
    }

    /** Makes a data source in each of them, for one database. Tells where adapters and beans find it. */
    String addDataSource(String name, String url) {
        return instances.stream()
                .map(one -> one.server().addDataSource(name, url))
                .reduce((one, same) -> same)
                .orElseThrow();
    }

    /** Makes a user of each of them. */
    void addUser(String name, String password) {
        instances.forEach(one -> one.server().addUser(name, password, "guests"));
    }

    /** Deploys an application on all of them, with these properties of the adapter, and puts HAProxy in front. */
    void deploy(Application application, Map<String, String> properties) throws Exception {
        for (Instance one : instances) {
            Map<String, String> all = new HashMap<>(properties);
            all.put("listen", "smtp://127.0.0.1:" + one.port());
            all.put("networksOfProxies", "127.0.0.1");
            one.server().deploy(application, all);
        }
        proxy = Optional.of(HaProxy.start(directory, configuration(), front));
    }

    /** Where senders find it. */
    int port() {
        return front;
    }

    /** Where the balancer finds each. */
    List<Integer> ports() {
        return instances.stream().map(Instance::port).toList();
    }

    /** Those of each server. */
    List<MBeanServerConnection> management() {
        return instances.stream()
                .map(one -> Management.of(one.server().process()))
                .toList();
    }

    /** Ends a server without a warning, and starts it again. */
    void kill(int number) {
        AppServer server = instances.get(number).server();
        server.kill();
        server.start();
    }

    /** Ends a server without a warning, and lets it start again. Tells when it has. */
    CompletableFuture<Void> killAndGoOn(int number) {
        AppServer server = instances.get(number).server();
        server.kill();
        return CompletableFuture.runAsync(server::start);
    }

    /** As a new version of the application is brought to one server: its address is paused, then it is started anew. */
    void upgrade(int number) throws Exception {
        Instance one = instances.get(number);
        MBeanServerConnection management = Management.of(one.server().process());
        management.invoke(only(management, "Acceptor,*,port=" + one.port()), "pause", new Object[0], new String[0]);
        ObjectName adapter = only(management, "Adapter,*");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> management.getAttribute(adapter, "Connections").equals(0));
        one.server().stop();
        one.server().start();
    }

    private static ObjectName only(MBeanServerConnection management, String pattern) throws Exception {
        return management.queryNames(new ObjectName("org.postern:type=" + pattern), null).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no " + pattern));
    }

    /** Lets HAProxy read its configuration again. Connections go on with the old process. */
    void reload() throws IOException {
        HaProxy old = proxy.orElseThrow();
        proxy = Optional.of(old.reload(Files.createDirectory(directory.resolve("reload-" + ++reloads))));
    }

    /** What each server has logged. */
    List<String> logs() {
        return instances.stream().map(one -> log(one.server())).toList();
    }

    private static String log(AppServer server) {
        try {
            return new String(Files.readAllBytes(server.log()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration() {
        String servers = instances.stream()
                .map(one -> "  server s%1$d 127.0.0.1:%1$d\n".formatted(one.port()))
                .collect(Collectors.joining());
        return """
                listen mail
                  bind 127.0.0.1:%d
                  option smtpchk EHLO balancer.example.com
                  default-server send-proxy-v2 check inter 500ms fall 1 rise 2
                """.formatted(front) + servers;
    }

    @Override
    public void close() {
        proxy.ifPresent(HaProxy::close);
        instances.forEach(one -> one.server().kill());
    }
}
