package org.postern.it;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the standards demand, clause by clause, on each transport: {@code src/test/conformance}. */
@ExtendWith(ArquillianExtension.class)
class ConformanceIT {
    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final Map<Transport, Integer> ports = new EnumMap<>(Transport.class);

    @TestFactory
    Stream<DynamicTest> theStandardsHold() throws Exception {
        deploy();
        return Clause.all().stream().flatMap(clause -> clause.transports().stream()
                .map(transport -> DynamicTest.dynamicTest(
                        clause + " [" + transport + "]",
                        () -> ClauseRun.play(clause, transport, ports.get(transport), server.mailbox()))));
    }

    private void deploy() throws Exception {
        for (Transport transport : Transport.values()) {
            ports.put(transport, FreePorts.on(transport.ip()));
        }
        server.useAsContainerKeyStore(
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save());
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        ports.entrySet().stream()
                                .map(entry -> entry.getKey().listen(entry.getValue()))
                                .collect(Collectors.joining(" ")),
                        "hostName",
                        "mail.example.org",
                        "certificateBindings",
                        "127.0.0.1=mx",
                        "maxMessageBytes",
                        "100000",
                        "maxRecipients",
                        "100",
                        "maxConnectionsPerPeerPerMinute",
                        "0"));
    }
}
