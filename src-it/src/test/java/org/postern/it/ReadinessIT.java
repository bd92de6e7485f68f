package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whether a balancer sends mail here: MicroProfile Health of the server, which asks the console. */
@ExtendWith(ArquillianExtension.class)
@Timeout(180) // The server restarts the adapter twice for each of two changes.
class ReadinessIT {
    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1");
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theServerIsReadyWhileEachAddressIsOpenAndOffersWhatIsWanted() throws Exception {
        TestKeyStore keys = TestKeyStore.at(directory.resolve("keys.p12")).good("mx");
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:" + port,
                        "certificateBindings",
                        "*=mx",
                        "keyStore",
                        "file:" + keys.save().file(),
                        "keyStorePassword",
                        TestKeyStore.PASSWORD));
        server.makeUser(directory, "olga", ConsoleUse.PASSWORD, "postern-admin");
        server.deployConsole("olga", ConsoleUse.PASSWORD);

        HttpResponse<String> well = ready();
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(well.body()).contains("\"postern\"", ":\"ready\"");

        server.change("certificateBindings", "*=gone");
        await().atMost(Duration.ofSeconds(20)).until(() -> ready().statusCode() == 503);
        assertThat(ready().body()).contains("smtp 127.0.0.1 port " + port + ": ALIAS_NOT_FOUND");

        server.change("certificateBindings", "*=mx");
        await().atMost(Duration.ofSeconds(20)).until(() -> ready().statusCode() == 200);
    }

    /** Asked by anyone: the server's own endpoint knows no users. */
    private HttpResponse<String> ready() throws Exception {
        URI address = URI.create(PosternServer.SITE + "/health/ready");
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
