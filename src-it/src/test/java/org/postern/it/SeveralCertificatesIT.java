package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which of several certificates a client gets: by what it can verify, and by the name it asks for. */
@ExtendWith(ArquillianExtension.class)
class SeveralCertificatesIT {
    /** Each row: a binding, a kind of client, a name it asks for or "-", and the certificate it gets or "none". */
    private static final String TABLE = """
            mx-ec|mx-rsa   any        -                  mx-ec
            mx-ec|mx-rsa   any-1.2    -                  mx-ec
            mx-ec|mx-rsa   rsa-1.2    -                  mx-rsa
            mx-ec|mx-rsa   rsa-1.3    -                  mx-rsa
            mx-ec|mx-rsa   ecdsa-1.2  -                  mx-ec
            mx-ec|mx-rsa   ecdsa-1.3  -                  mx-ec
            mx-rsa|mx-ec   any        -                  mx-rsa
            mx-rsa|mx-ec   ecdsa-1.2  -                  mx-ec
            mx-rsa|mx-ec   ecdsa-1.3  -                  mx-ec
            mx-rsa|mx-ec   rsa-1.3    mx.example.org     mx-rsa
            mx-ec          rsa-1.2    -                  none
            mx-ec          rsa-1.3    -                  none
            mx-rsa         ecdsa-1.2  -                  none
            mx-rsa         ecdsa-1.3  -                  none
            mx-ec|shop     any        -                  mx-ec
            mx-ec|shop     any        mx.example.org     mx-ec
            mx-ec|shop     any        www.shop.example   shop
            mx-ec|shop     any-1.2    www.shop.example   shop
            mx-ec|shop     any        a.www.shop.example mx-ec
            mx-ec|shop     any        other.example      mx-ec
            mx-ec|shop     ecdsa-1.3  www.shop.example   mx-ec
            mx-ec|shop     ecdsa-1.2  www.shop.example   mx-ec
            mx-ec|shop     rsa-1.3    mx.example.org     shop
            expired|mx-ec  any        -                  mx-ec
            missing|shop   any        mx.example.org     shop
            """;

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    @BeforeEach
    void requireTheClient() {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
    }

    @Test
    void eachClientGetsWhatItCanVerifyAndAskedFor() throws Exception {
        List<Row> rows = TABLE.lines().map(Row::parse).toList();
        List<String> bindings = rows.stream().map(Row::binding).distinct().toList();
        List<Integer> ports =
                bindings.stream().map(binding -> FreePorts.on("127.0.0.1")).toList();
        deploy(bindings, ports);

        List<String> seen = new ArrayList<>();
        for (Row row : rows) {
            URI address = URI.create("smtp://127.0.0.1:" + ports.get(bindings.indexOf(row.binding())));
            seen.add(row.answered(OpenSslClient.certificate(address, row.client(), row.serverName())));
        }

        assertThat(seen)
                .containsExactlyElementsOf(rows.stream().map(Row::toString).toList());
    }

    private void deploy(List<String> bindings, List<Integer> ports) throws Exception {
        TestKeyStore.at(directory.resolve("keys.p12"))
                .named("mx-ec", "EC", "mx.example.org")
                .named("mx-rsa", "RSA", "mx.example.org")
                .named("shop", "RSA", "*.shop.example")
                .expired("expired")
                .save();
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        String.join(
                                " ",
                                ports.stream()
                                        .map(port -> "smtp://127.0.0.1:" + port)
                                        .toList()),
                        "certificateBindings",
                        String.join(
                                ", ",
                                Stream.iterate(0, i -> i < ports.size(), i -> i + 1)
                                        .map(i -> "*:" + ports.get(i) + "=" + bindings.get(i))
                                        .toList()),
                        "keyStore",
                        "file:" + directory.resolve("keys.p12"),
                        "keyStorePassword",
                        TestKeyStore.PASSWORD));
    }

    private record Row(String binding, String client, String serverName, String certificate) {
        static Row parse(String line) {
            String[] cells = line.strip().split(" +", -1);
            return new Row(cells[0], cells[1], cells[2], cells[3]);
        }

        String answered(String other) {
            return new Row(binding, client, serverName, other).toString();
        }
    }
}
