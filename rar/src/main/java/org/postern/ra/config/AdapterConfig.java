package org.postern.ra.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.ip.IpLiteral;

/** The configuration of the adapter as a whole, read and checked. Immutable. */
public record AdapterConfig(
        AdapterIdentity identity,
        Path spoolDirectory,
        DuplicateConfig duplicates,
        SharedConfig shared,
        List<InetSocketAddress> dnsServers,
        int ioThreads,
        int historyMessages) {

    private static final Pattern DNS_SERVER =
            Pattern.compile("\\[?(?<ip>[0-9.]+|(?<=\\[)[^\\]]+)\\]?(?::(?<port>\\d{1,5}))?");
    private static final int DNS_PORT = 53;
    private static final int MAX_PORT = 65_535;

    /** More do not serve more connections, and are taken from the container's pool for good. */
    private static final int IO_THREADS_BY_DEFAULT = 8;

    /** Reads everything; problems are left with the configuration. */
    public static AdapterConfig read(Configuration from) {
        // They are read whenever they are changed as well: here is said what is wrong with them.
        AdapterLimits.read(from);
        int ioThreads = from.integer(Property.IO_THREADS);
        return new AdapterConfig(
                AdapterIdentity.read(from),
                directory(from, Property.SPOOL_DIRECTORY),
                new DuplicateConfig(
                        Duration.ofSeconds(from.number(Property.DUPLICATE_WINDOW_SECONDS)),
                        from.integer(Property.MAX_REMEMBERED_MESSAGES),
                        stateDirectory(from)),
                SharedConfig.read(from),
                dnsServers(from),
                ioThreads == 0
                        ? Math.min(Runtime.getRuntime().availableProcessors(), IO_THREADS_BY_DEFAULT)
                        : ioThreads,
                from.integer(Property.HISTORY_MESSAGES));
    }

    private static List<InetSocketAddress> dnsServers(Configuration from) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String word : from.text(Property.DNS_SERVERS).split("[,\\s]+", -1)) {
            Matcher server = DNS_SERVER.matcher(word);
            Optional<InetAddress> ip = server.matches() ? IpLiteral.parse(server.group("ip")) : Optional.empty();
            int port =
                    ip.isPresent() && server.group("port") != null ? Integer.parseInt(server.group("port")) : DNS_PORT;
            if (ip.isPresent() && port >= 1 && port <= MAX_PORT) {
                servers.add(new InetSocketAddress(ip.get(), port));
            } else if (!word.isEmpty()) {
                from.problem(
                        Property.DNS_SERVERS,
                        "\"" + word + "\" is no server. Write IP addresses as in 192.0.2.53, [2001:db8::53]:5353");
            }
        }
        return List.copyOf(servers);
    }

    /** Unless another is wanted, one of the user's own where every user may have files. */
    private static Path stateDirectory(Configuration from) {
        return from.optionalText(Property.STATE_DIRECTORY).isPresent()
                ? directory(from, Property.STATE_DIRECTORY)
                : ofTheJvm().resolve("postern-" + System.getProperty("user.name"));
    }

    private static Path ofTheJvm() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static Path directory(Configuration from, Property property) {
        try {
            Path directory = from.optionalText(property).map(Path::of).orElse(ofTheJvm());
            if (Files.isDirectory(directory) && Files.isWritable(directory)) {
                return directory;
            }
        } catch (InvalidPathException e) {
            // The same problem as a directory that is not there.
        }
        from.problem(property, "write the path of a directory that the server may write to");
        return ofTheJvm();
    }
}
