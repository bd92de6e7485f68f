package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.console.path.Dns;
import org.postern.console.path.Expectation;

/** What the page can ask of the path doctor, and what not. */
@Timeout(30)
class PathDoctorTest {
    private static final String KEY = "ab".repeat(32);
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final StandIns standIns = new StandIns();
    private final Places places = new Places(standIns.beans);
    private final PathDoctor doctor = new PathDoctor(places, Optional.empty(), Dns.ofTheMachine());

    @Test
    void aLookIsComparedWithWhatTheAdapterOfThatPortSays() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            register("smtp", "127.0.0.1", new BoundAddress(server.getLocalPort()));
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> paused(server));

            JsonObject seen = doctor.look(question("localhost.example", "127.0.0.1", server.getLocalPort()));

            served.join();
            assertThat(seen.getJsonObject("expected").getString("verdict")).isEqualTo("USABLE");
            assertThat(seen.getJsonArray("findings").getJsonObject(0).getString("sign"))
                    .isEqualTo("turned_away");
        }
    }

    /** It knows no EHLO (RFC 2033, section 4.1), so a look would find a firewall where there is none. */
    @Test
    void noLookGoesToAnAddressOfLmtp() throws Exception {
        register("lmtp", "127.0.0.1", new BoundAddress(2424));
        register("smtp", "127.0.0.1", new BoundAddress(2525));

        assertThatThrownBy(() -> doctor.look(question("mx.example.com", "127.0.0.1", 2424)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(400))
                .hasMessageContaining("LMTP");
        assertThat(doctor.overview(NOW).getJsonArray("places").getValuesAs(JsonObject.class))
                .extracting(one -> one.getString("text"))
                .containsExactly("smtp://127.0.0.1:2525");
    }

    @ParameterizedTest
    @ValueSource(strings = {"22", "2525", "443"})
    void noLookGoesToAPortThatIsNoneForMail(String port) throws Exception {
        register("smtp", "127.0.0.1", new BoundAddress(2526));

        assertThatThrownBy(() -> doctor.look(question("mx.example.com", "127.0.0.1", Integer.parseInt(port))))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.255.255.1", "169.254.169.254", "", "mx.example.com", "fd00::1", "1.2.3"})
    void noLookGoesIntoTheNetworkBehindTheServerOrToAName(String address) {
        assertThatThrownBy(() -> doctor.look(question("mx.example.com", address, 25)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(400));
    }

    @Test
    void twoLooksAreUnderWayAtMost() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch both = new CountDownLatch(PathDoctor.MOST_LOOKS);
        CountDownLatch over = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            register("smtp", "127.0.0.1", new BoundAddress(server.getLocalPort()));
            Question question = question("mx.example.com", "127.0.0.1", server.getLocalPort());
            for (int i = 0; i < PathDoctor.MOST_LOOKS; i++) {
                threads.execute(() -> holdOne(server, both, over));
                threads.execute(() -> doctor.look(question));
            }
            both.await();

            assertThatThrownBy(() -> doctor.look(question))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                            .isEqualTo(503));
            over.countDown();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatStandsBehindADoorIsFoundByAddressThenPortThenScheme() throws Exception {
        Expectation smtp = new Expectation("smtp", "10.0.0.1", 2525, "USABLE", "", List.of());
        Expectation smtps = new Expectation("smtps", "10.0.0.1", 2465, "USABLE", "", List.of());
        InetAddress outside = InetAddress.getByName("203.0.113.25");

        assertThat(Places.behind(InetAddress.getByName("10.0.0.1"), 2465, List.of(smtp, smtps)))
                .contains(smtps);
        assertThat(Places.behind(outside, 2465, List.of(smtp, smtps))).contains(smtps);
        assertThat(Places.behind(outside, 25, List.of(smtp, smtps))).contains(smtp);
        assertThat(Places.behind(outside, 465, List.of(smtp, smtps))).contains(smtps);
        assertThat(Places.behind(outside, 25, List.of(smtp, smtp))).isEmpty();
        assertThat(Places.behind(outside, 587, List.of(smtp, smtps))).isEmpty();
    }

    @Test
    void recordsAreOfTheKeysThatAreServedToSendersOfThatHost() throws Exception {
        register(
                "smtp",
                "127.0.0.1",
                new BoundAddress(25)
                        .certificate("mx", "mx.example.com", "2027-01-01T00:00:00Z", KEY)
                        .certificate("other", "other.example.com", "2027-01-01T00:00:00Z", "cd".repeat(32)));
        register(
                "submission",
                "127.0.0.1",
                new BoundAddress(587).certificate("sub", "mx.example.com", "2027-01-01T00:00:00Z", "ef".repeat(32)));

        JsonObject ready =
                doctor.records(Question.of("{\"domain\": \"example.com\", \"hosts\": \"mx.example.com\"}"), NOW);

        assertThat(ready.getJsonArray("tlsa").getValuesAs(JsonString::getString))
                .containsExactly("_25._tcp.mx.example.com. IN TLSA 3 1 1 " + KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"domain\": \"example.com\"}",
                "{\"domain\": \"\", \"hosts\": \"mx.example.com\"}",
                "{\"domain\": \"example.com\", \"hosts\": \"a b\"}",
                "{\"domain\": \"example.com\", \"hosts\": \"mx.example.com\", \"next\": \"none\"}",
                "{\"domain\": \"example.com\", \"hosts\": \"1.x 2.x 3.x 4.x 5.x 6.x 7.x 8.x 9.x 10.x 11.x\"}"
            })
    void recordsOfWhatIsNoDomainAreRefused(String question) {
        assertThatThrownBy(() -> doctor.records(Question.of(question), NOW))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(400));
    }

    @Test
    void certificatesAreListedInTheOrderOfTheirEndsWithWhatFollows() throws Exception {
        BoundAddress required = new BoundAddress(465).certificate("late", "b.example.com", "2026-12-20T00:00:00Z", "");
        required.required = 1;
        register(
                "smtp",
                "127.0.0.1",
                new BoundAddress(25).certificate("soon", "a.example.com", "2026-12-09T10:00:00Z", ""));
        register(
                "smtp",
                "127.0.0.2",
                new BoundAddress(25).certificate("soon", "a.example.com", "2026-12-09T10:00:00Z", ""));
        register("submissions", "127.0.0.1", required);
        register(
                "smtp",
                "127.0.0.3",
                new BoundAddress(25)
                        .expired("gone", "c.example.com", "2026-11-01T00:00:00Z")
                        .certificate("new", "c.example.com", "2027-11-01T00:00:00Z", ""));

        List<JsonObject> rows = doctor.overview(NOW).getJsonArray("endings").getValuesAs(JsonObject.class);

        assertThat(rows).extracting(row -> row.getString("alias")).containsExactly("gone", "soon", "late", "new");
        assertThat(rows.get(0).getBoolean("ended")).isTrue();
        assertThat(rows.get(0).getString("then")).startsWith("Another certificate");
        assertThat(rows.get(1).getInt("daysLeft")).isEqualTo(10);
        assertThat(rows.get(1).getJsonArray("places")).hasSize(2);
        assertThat(rows.get(1).getString("then")).startsWith("STARTTLS is not offered any more");
        assertThat(rows.get(2).getString("then")).startsWith("TLS is required there");
    }

    @Test
    void whatFollowsFromAnEndIsWhatTheAdapterDoesThen() throws Exception {
        register(
                "smtp",
                "127.0.0.1",
                new BoundAddress(25).certificate("kept", "a.example.com", "2026-11-01T00:00:00Z", ""));
        register("smtp", "127.0.0.2", new BoundAddress(25).expired("kept", "a.example.com", "2026-11-01T00:00:00Z"));
        register(
                "smtp",
                "127.0.0.3",
                new BoundAddress(25).certificate("soon", "b.example.com", "2026-12-09T10:00:00Z", ""));

        List<JsonObject> rows = doctor.overview(NOW).getJsonArray("endings").getValuesAs(JsonObject.class);

        assertThat(rows)
                .extracting(row ->
                        row.getString("alias") + row.getJsonArray("places").size())
                .containsExactly("kept1", "kept1", "soon1");
        assertThat(rows)
                .extracting(row -> row.getString("then"))
                .anySatisfy(then -> assertThat(then)
                        .startsWith("With expiredCertificate=keep it is still served")
                        .doesNotContain("STARTTLS"))
                .anySatisfy(then -> assertThat(then)
                        .startsWith("STARTTLS is not offered any more")
                        .doesNotContain("expiredCertificate"))
                .anySatisfy(then -> assertThat(then)
                        .startsWith("STARTTLS is not offered any more")
                        .contains(" With expiredCertificate=keep it is still served"));
    }

    /** With expiredCertificate=keep: an adapter looks at no dates then when it chooses for a client. */
    @Test
    void anEndedCertificateThatIsServedIsCalledSoAlsoBesideAnother() throws Exception {
        register(
                "smtp",
                "127.0.0.1",
                new BoundAddress(25)
                        .certificate("ec", "a.example.com", "2026-11-01T00:00:00Z", "")
                        .certificate("rsa", "a.example.com", "2027-01-01T00:00:00Z", "")
                        .certificate("last", "a.example.com", "2027-02-01T00:00:00Z", ""));

        assertThat(doctor.overview(NOW).getJsonArray("endings").getValuesAs(JsonObject.class))
                .extracting(row -> row.getString("then"))
                .satisfiesExactly(
                        ended -> assertThat(ended).startsWith("With expiredCertificate=keep it is still served"),
                        covered -> assertThat(covered)
                                .startsWith("Another certificate")
                                .contains(" With expiredCertificate=keep it is still served"),
                        last -> assertThat(last).startsWith("STARTTLS is not offered any more"));
    }

    @Test
    void thePageOffersTheNamesOfCertificates() throws Exception {
        register(
                "smtp",
                "127.0.0.1",
                new BoundAddress(25)
                        .certificate("a", "*.example.com", "", "")
                        .certificate("b", "mx.example.com", "", ""));

        JsonObject overview = doctor.overview(NOW);

        assertThat(overview.getJsonArray("names").getValuesAs(JsonString::getString))
                .containsExactly("mx.example.com");
        assertThat(overview.getJsonArray("places").getJsonObject(0).getString("text"))
                .isEqualTo("smtp://127.0.0.1:25");
        assertThat(overview.getJsonArray("endings")).isEmpty();
    }

    @Test
    void aNameLeadsToAddressesOfWhichSomeAreNotLookedAt() throws Exception {
        register("smtp", "127.0.0.1", new BoundAddress(2525));

        JsonObject found = doctor.addresses(Question.of("{\"name\": \"127.0.0.1\", \"port\": \"2525\"}"));
        JsonObject other = doctor.addresses(Question.of("{\"name\": \"10.255.255.1\", \"port\": \"25\"}"));

        assertThat(found.getJsonArray("addresses").getJsonObject(0)).doesNotContainKey("refused");
        assertThat(other.getJsonArray("addresses").getJsonObject(0).getString("refused"))
                .contains("neither an address of this server");
    }

    private void register(String scheme, String address, BoundAddress bean) throws Exception {
        standIns.register(
                "LocalAddress,adapter=shop,scheme=%s,address=\"%s\",port=%d".formatted(scheme, address, bean.getPort()),
                bean);
    }

    private static Question question(String name, String address, int port) {
        return Question.of("{\"name\": \"%s\", \"address\": \"%s\", \"port\": \"%d\"}".formatted(name, address, port));
    }

    private static void paused(ServerSocket server) {
        try (Socket socket = server.accept();
                OutputStream output = socket.getOutputStream()) {
            output.write("421 4.3.2 Paused\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void holdOne(ServerSocket server, CountDownLatch both, CountDownLatch over) {
        try {
            Socket socket = server.accept();
            both.countDown();
            over.await();
            socket.close();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
