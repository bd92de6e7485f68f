package org.postern.it;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the standards demand, clause by clause, on each transport and with each syntax of envelopes that a clause is about:
 * {@code src/test/conformance}.
 */
@ExtendWith(ArquillianExtension.class)
class ConformanceIT {
    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    /** Of the addresses for one transport: one for each syntax of envelopes. */
    private final Map<Transport, Map<String, Integer>> ports = new EnumMap<>(Transport.class);

    @TestFactory
    Stream<DynamicTest> theStandardsHold() throws Exception {
        deploy();
        return Clause.all().stream().flatMap(this::tests);
    }

    private Stream<DynamicTest> tests(Clause clause) {
        return clause.transports().stream().flatMap(transport -> clause.syntaxes().stream()
                .map(syntax -> DynamicTest.dynamicTest(
                        clause + " [" + transport + ", " + syntax + "]",
                        () -> ClauseRun.play(clause, transport, port(transport, syntax), server.mailbox()))));
    }

    private int port(Transport transport, String syntax) {
        return ports.get(transport).get(syntax);
    }

    private void deploy() throws Exception {
        for (Transport transport : Transport.values()) {
            Map<String, Integer> bySyntax = new TreeMap<>();
            for (String syntax : Clause.SYNTAXES) {
                bySyntax.put(syntax, FreePorts.on(transport.ip()));
            }
            ports.put(transport, bySyntax);
        }
        server.useAsContainerKeyStore(
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save());
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        ports.entrySet().stream()
                                .flatMap(entry -> entry.getValue().entrySet().stream()
                                        .map(one -> entry.getKey().listen(one.getValue(), one.getKey())))
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
