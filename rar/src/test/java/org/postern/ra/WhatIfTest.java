package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.management.JMException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.FreePort;
import org.postern.net.Peer;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/** Other certificates, tried at a running adapter by its administrator. */
@Timeout(60)
class WhatIfTest {
    @TempDir
    Path directory;

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();

    @AfterEach
    void stop() {
        KeyStoreNaming.uninstall();
        server.close();
        log.close();
    }

    @Test
    void eachAddressSaysWhichVerdictItWouldHaveAndKeepsItsOwn() throws Exception {
        String store = keys("mx");
        server.start();
        server.activate(server.bean("orders"));
        int lines = log.lines().size();

        assertThat(whatIf("*=mx", store, "", TestKeyStore.PASSWORD, ""))
                .extracting(
                        row -> row.get("scheme"),
                        row -> row.get("address"),
                        row -> row.get("port"),
                        row -> row.get("verdictNow"),
                        row -> row.get("verdict"),
                        row -> row.get("alias"),
                        row -> row.get("subject"))
                .containsExactly(
                        tuple("smtp", "127.0.0.1", server.port, "NO_BINDING", "USABLE", "mx", "CN=mx.example.org"));
        CompositeData gone =
                whatIf("*=mx|gone", store, "", TestKeyStore.PASSWORD, "").get(0);
        assertThat(gone.get("alias")).isEqualTo("mx|gone");
        assertThat((String[]) gone.get("warnings")).anyMatch(warning -> warning.startsWith("ALIAS_NOT_FOUND: "));
        assertThat((String) gone.get("notAfter")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(whatIf("*=mx", store, "", "wrong", "").get(0).get("verdict")).isEqualTo("KEYSTORE_UNREADABLE");
        assertThat(whatIf("*=mx", store, "", TestKeyStore.PASSWORD, "never")
                        .get(0)
                        .get("verdict"))
                .isEqualTo("DISABLED");

        assertThat(whatIf("", "", "", "", "").get(0).get("verdict")).isEqualTo("NO_BINDING");
        assertThat(ehlo()).doesNotContain("STARTTLS");
        assertThat(log.lines()).hasSize(lines);
    }

    @Test
    void aBeanWithValuesOfItsOwnIsTriedWithTheOthersAndSaysWhereToChangeThem() throws Exception {
        String store = keys("mx");
        int other = FreePort.on("127.0.0.1");
        server.adapter.setKeyStore(store);
        server.adapter.setKeyStorePassword(TestKeyStore.PASSWORD);
        server.start();
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(server.listen() + " smtp://127.0.0.1:" + other + "?tls=never");
        spec.setCertificateBindings("*=mx");
        server.activate(server.bean("orders"), spec);

        assertThat(whatIf("*=else", "", "", "", "require"))
                .extracting(
                        row -> row.get("port"),
                        row -> row.get("verdictNow"),
                        row -> row.get("verdict"),
                        row -> List.of((String[]) row.get("ownProperties")))
                .containsExactly(
                        tuple(server.port, "USABLE", "ALIAS_NOT_FOUND", List.of("certificateBindings")),
                        // What an entry of listen says is for that address alone.
                        tuple(other, "DISABLED", "DISABLED", List.of("certificateBindings")));
        assertThat(spec.getCertificateBindings()).isEqualTo("*=mx");
    }

    @Test
    void valuesThatNoAdapterWouldStartWithAreRefusedWithAllThatIsWrongAndWithoutThePassword() throws Exception {
        server.start();
        server.activate(server.bean("orders"));

        assertThatThrownBy(() -> whatIf("=", "nowhere:x", "", "s3cret", "sometimes"))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("problems", "tls=\"sometimes\"", "nowhere:x")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aKeyStoreThatHangsIsWaitedForOnlyOnceAndHarmsNoAddress() throws Exception {
        KeyStoreNaming.install();
        KeyStoreNaming.bind("store", TestKeyStore.pkcs12().keyStore());
        KeyStoreNaming.hang("store");
        server.start();
        server.activate(server.bean("orders"));

        CompletableFuture<List<CompositeData>> first =
                CompletableFuture.supplyAsync(() -> whatIf("*=mx", "jndi:store", "", "", ""));
        await().until(() -> KeyStoreNaming.waiting() == 1);
        assertThatThrownBy(() -> whatIf("", "", "", "", ""))
                .rootCause()
                .hasMessageContaining("Another trial is under way");
        assertThat(ehlo()).contains("250");
        assertThatThrownBy(first::get)
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .hasMessageContaining("have not been read after 10 s");
        KeyStoreNaming.uninstall();
        await().untilAsserted(() ->
                assertThat(whatIf("", "", "", "", "").get(0).get("verdict")).isEqualTo("NO_BINDING"));
    }

    private String keys(String alias) {
        new KeyFile(directory).with(alias, TestCertificates.EC, Clock.systemUTC(), 90);
        return "file:" + directory.resolve("keys.p12");
    }

    private static List<CompositeData> whatIf(String... values) {
        try {
            return List.of(ManagedBean.only("Adapter", "adapter=*").rows("whatIf", (Object[]) values));
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private String ehlo() throws Exception {
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            return peer.ask("EHLO client.example.org");
        }
    }
}
