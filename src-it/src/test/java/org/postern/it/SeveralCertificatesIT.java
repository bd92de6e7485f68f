package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
            mx-ec|mx-rsa   ANY        -                  mx-ec
            mx-ec|mx-rsa   ANY_1_2    -                  mx-ec
            mx-ec|mx-rsa   RSA_1_2    -                  mx-rsa
            mx-ec|mx-rsa   RSA_1_3    -                  mx-rsa
            mx-ec|mx-rsa   ECDSA_1_2  -                  mx-ec
            mx-ec|mx-rsa   ECDSA_1_3  -                  mx-ec
            mx-rsa|mx-ec   ANY        -                  mx-rsa
            mx-rsa|mx-ec   ECDSA_1_2  -                  mx-ec
            mx-rsa|mx-ec   ECDSA_1_3  -                  mx-ec
            mx-rsa|mx-ec   RSA_1_3    mx.example.org     mx-rsa
            mx-ec          RSA_1_2    -                  none
            mx-ec          RSA_1_3    -                  none
            mx-rsa         ECDSA_1_2  -                  none
            mx-rsa         ECDSA_1_3  -                  none
            mx-ec|shop     ANY        -                  mx-ec
            mx-ec|shop     ANY        mx.example.org     mx-ec
            mx-ec|shop     ANY        www.shop.example   shop
            mx-ec|shop     ANY_1_2    www.shop.example   shop
            mx-ec|shop     ANY        a.www.shop.example mx-ec
            mx-ec|shop     ANY        other.example      mx-ec
            mx-ec|shop     ECDSA_1_3  www.shop.example   mx-ec
            mx-ec|shop     ECDSA_1_2  www.shop.example   mx-ec
            mx-ec|shop     RSA_1_3    mx.example.org     shop
            expired|mx-ec  ANY        -                  mx-ec
            missing|shop   ANY        mx.example.org     shop
            """;

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    @BeforeEach
    void requireTheClient() {
        assumeTrue(Command.isInstalled("openssl"), "openssl is not installed");
    }

    @Test
    void eachClientGetsWhatItCanVerifyAndAskedFor() throws Exception {
        List<Row> rows = TABLE.lines().map(Row::parse).toList();
        List<String> bindings = rows.stream().map(Row::binding).distinct().toList();
        List<Integer> ports =
                bindings.stream().map(binding -> FreePorts.on("127.0.0.1")).toList();
        deploy(bindings, ports);

        List<Row> seen = new ArrayList<>();
        for (Row row : rows) {
            int port = ports.get(bindings.indexOf(row.binding()));
            seen.add(row.answered(row.client().certificate("127.0.0.1", port, row.serverName())));
        }

        assertThat(seen).containsExactlyElementsOf(rows);
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

    private record Row(String binding, OpensslClient client, String serverName, String certificate) {
        static Row parse(String line) {
            String[] cells = line.strip().split(" +", -1);
            return new Row(cells[0], OpensslClient.valueOf(cells[1]), cells[2].equals("-") ? "" : cells[2], cells[3]);
        }

        Row answered(String other) {
            return new Row(binding, client, serverName, other);
        }
    }
}
