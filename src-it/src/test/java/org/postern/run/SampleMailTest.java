package org.postern.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.run.AddressTable.Row;

@Timeout(60)
class SampleMailTest {
    private static final String MAIL = "From: me@example.org\r\nSubject: Hello\r\n\r\nHello, bean.\r\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            smtp        | 127.0.0.1 | yes | false | ' | curl -sS --url smtp://127.0.0.1:2525 --mail-from'
            smtp        | 127.0.0.1 | yes | true  | ' | curl -sS --insecure --ssl-reqd --url smtp://127.0.0.1:2525 --mail-from'
            smtps       | ::1       | yes | false | ' | curl -sS --insecure --url smtps://[::1]:2525 --mail-from'
            submission  | 127.0.0.1 | yes | false | ' | curl -sS --insecure --ssl-reqd --user NAME:PASSWORD --url smtp://127.0.0.1:2525 --mail-from'
            submissions | 127.0.0.1 | yes | false | ' | curl -sS --insecure --user NAME:PASSWORD --url smtps://127.0.0.1:2525 --mail-from'
            lmtp        | 127.0.0.1 | no  | false | '| curl -sS telnet://127.0.0.1:2525'
            """)
    void curlIsToldWhatItKnows(String scheme, String address, String startTls, boolean required, String part) {
        assertThat(SampleMail.command(List.of(row(scheme, address, 2525, startTls, required))))
                .get()
                .asString()
                .startsWith("printf '")
                .contains(part);
    }

    @ParameterizedTest
    @CsvSource({
        "smtps, no, false",
        "submissions, no, false",
        "submission, no, false",
        "smtp, no, true",
    })
    void nothingIsSentToWhereTlsIsNeededAndNotToBeHad(String scheme, String startTls, boolean required) {
        assertThat(SampleMail.command(List.of(row(scheme, "127.0.0.1", 2525, startTls, required))))
                .isEmpty();
    }

    @Test
    void theAddressThatAsksForTheLeastIsChosen() {
        Row plain = row("smtp", "127.0.0.1", 25, "no", false);
        Row strict = row("smtp", "127.0.0.1", 26, "yes", true);
        Row implicit = row("smtps", "127.0.0.1", 27, "yes", false);
        Row lmtp = row("lmtp", "127.0.0.1", 28, "no", false);
        Row users = row("submission", "127.0.0.1", 29, "yes", false);
        List<Row> left = new ArrayList<>(List.of(users, lmtp, implicit, strict, plain));
        for (Row expected : List.of(plain, strict, implicit, lmtp, users)) {
            assertThat(SampleMail.command(left))
                    .get()
                    .asString()
                    .contains(":" + expected.place().port());
            left.remove(expected);
        }
        assertThat(SampleMail.command(left)).isEmpty();
    }

    /** The reply is what whoever types it gets to see. */
    @ParameterizedTest
    @CsvSource({"smtp, 127.0.0.1", "smtp, ::1", "lmtp, 127.0.0.1", "lmtp, ::1"})
    void whatIsPrintedSendsAMail(String scheme, String address) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
        try (OneMailServer server = new OneMailServer(address)) {
            String command = SampleMail.command(List.of(row(scheme, address, server.port(), "no", false)))
                    .orElseThrow();
            Process shell = new ProcessBuilder("sh", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(shell.waitFor()).as(printed).isZero();
            assertThat(server.content()).isEqualTo(MAIL);
            if (scheme.equals("lmtp")) {
                assertThat(printed).contains("250 taken");
            }
        }
    }

    private static Row row(String scheme, String address, int port, String startTls, boolean required) {
        return new Row(new AddressTable.Place(scheme, address, port), startTls, required, "", "", "", List.of());
    }

    /** Takes one mail, with DATA or BDAT. */
    private static final class OneMailServer implements AutoCloseable {
        private final ServerSocket socket;
        private final CompletableFuture<String> content;

        OneMailServer(String address) throws IOException {
            socket = new ServerSocket(0, 1, InetAddress.getByName(address));
            content = CompletableFuture.supplyAsync(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        String content() throws Exception {
            return content.get(30, TimeUnit.SECONDS);
        }

        private String serve() {
            try (Socket peer = socket.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1));
                    Writer out = new OutputStreamWriter(peer.getOutputStream(), StandardCharsets.ISO_8859_1)) {
                String taken = "";
                say(out, "220 ready");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.equals("DATA")) {
                        say(out, "354 go ahead");
                        taken = untilDot(in);
                        say(out, "250 taken");
                    } else if (line.startsWith("BDAT ")) {
                        taken = octets(in, Integer.parseInt(line.split(" ", -1)[1]));
                        say(out, "250 taken");
                    } else {
                        say(out, line.equals("QUIT") ? "221 bye" : "250 ok");
                    }
                    if (line.equals("QUIT")) {
                        break;
                    }
                }
                return taken;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void say(Writer out, String reply) throws IOException {
            out.write(reply + "\r\n");
            out.flush();
        }

        private static String untilDot(BufferedReader in) throws IOException {
            StringBuilder text = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                text.append(line).append("\r\n");
            }
            return text.toString();
        }

        private static String octets(BufferedReader in, int count) throws IOException {
            char[] text = new char[count];
            for (int read = 0; read < count; read++) {
                text[read] = (char) in.read();
            }
            return new String(text);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
