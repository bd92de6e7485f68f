package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory of a domain of Payara or GlassFish: as it is shipped, but open on loopback only, on free ports. */
final class AsadminDomain {
    private static final String LOOPBACK = "127.0.0.1";

    /** Those of listeners, of the message broker and of the OSGi shell; a domain has some ten. */
    private static final Pattern PORT =
            Pattern.compile("(?<=\\bport=\"|name=\"JMS_PROVIDER_PORT\" value=\"|telnet\\.port=)\\d+");

    private final Path directory;
    private final int adminPort;

    private AsadminDomain(Path directory, int adminPort) {
        this.directory = directory;
        this.adminPort = adminPort;
    }

    static AsadminDomain copy(Path from, Path directory, Path jdk, Path mailDirectory) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = directory.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.createDirectories(directory.resolve("logs"));
        int adminPort = FreePorts.on(LOOPBACK);
        Path configuration = directory.resolve("config/domain.xml");
        String asShipped = Files.readString(configuration);
        Files.writeString(
                configuration,
                closed(asShipped, adminPort)
                        .replace("<java-config ", "<java-config java-home=\"" + jdk + "\" ")
                        .replace(
                                "<jvm-options>-Djava.awt.headless=true</jvm-options>",
                                "<jvm-options>-Djava.awt.headless=true</jvm-options>"
                                        + "<jvm-options>-Dpostern.mailDirectory=" + mailDirectory + "</jvm-options>"
                                        + "<jvm-options>-Dio.netty.leakDetection.level=paranoid</jvm-options>"));
        // One log for all of its life.
        Path logging = directory.resolve("config/logging.properties");
        Files.writeString(logging, Files.readString(logging).replaceAll("(?m)(rotationLimitInBytes)=.*$", "$1=0"));
        return new AsadminDomain(directory, adminPort);
    }

    /** What it has open beyond loopback is not, and Payara's data grid is off. */
    private static String closed(String configuration, int adminPort) {
        return PORT.matcher(configuration.replaceFirst("(?<=<network-listener port=\")4848", "ADMIN"))
                .replaceAll(port -> String.valueOf(FreePorts.on(LOOPBACK)))
                .replace("ADMIN", String.valueOf(adminPort))
                .replace("<network-listener port=", "<network-listener address=\"" + LOOPBACK + "\" port=")
                .replace("address=\"0.0.0.0\"", "address=\"" + LOOPBACK + "\"")
                .replace(
                        "<hazelcast-config-specific-configuration>",
                        "<hazelcast-config-specific-configuration enabled=\"false\">");
    }

    int adminPort() {
        return adminPort;
    }

    Path log() {
        return directory.resolve("logs/server.log");
    }

    /** The key store of the server; its password is the master password. */
    Path keyStore() {
        Path pkcs12 = directory.resolve("config/keystore.p12");
        return Files.exists(pkcs12) ? pkcs12 : directory.resolve("config/keystore.jks");
    }

    /** Where jars are for all of the domain. */
    Path library() {
        return directory.resolve("lib");
    }

    /** The server, as long as it runs. */
    Optional<ProcessHandle> process() {
        Path file = directory.resolve("config/pid");
        try {
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
