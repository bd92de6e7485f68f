package org.postern.ra.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ip.LocalAddress;
import org.postern.net.BoundSocket;
import org.postern.net.ConnectionFacts;
import org.postern.net.EventLoops;
import org.postern.net.Ip;
import org.postern.net.IpNetwork;
import org.postern.net.ListenAddress;
import org.postern.net.ManualClock;
import org.postern.net.RealmAnswer;
import org.postern.net.Transport;
import org.postern.ra.FakeSecurity;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.ThreadWorkManager;
import org.postern.ra.identity.UserServer.Kind;
import org.postern.ra.log.IdentityMessages;
import org.postern.ra.log.Messages;
import org.postern.ra.work.WorkSubmitter;
import org.postern.smtp.Credentials;
import org.postern.smtp.HeapText;
import org.postern.smtp.TestCredentials;

/** What a container has taken and lost must not be waited for for ever, nor what it says too late be heard. */
@Timeout(30)
class ContainerRealmTest {
    private static final int AT_A_TIME = 64;
    private static final int LIMIT = 3;

    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final EventLoops loops = new EventLoops(1, new OneLoop(), Runnable::run, time, failure -> {
        throw new AssertionError(failure);
    });
    private final List<Runnable> works = new ArrayList<>();
    private final UserServer server = new UserServer(Kind.PAYARA, works::add);
    private final HeapText secret = server.makeUser("anna");
    private final ContainerRealm realm = realm(new WorkSubmitter(server, Runnable::run, new Messages(Settings.log())));

    @AfterEach
    void close() {
        loop.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, AT_A_TIME, AT_A_TIME + 1, 3 * AT_A_TIME, 9 * AT_A_TIME})
    void whateverIsLostTheNextUserAuthenticates(int lost) {
        List<CompletableFuture<RealmAnswer>> answers = guess(lost);
        assertThat(works).hasSize(Math.min(lost, AT_A_TIME));
        pass(59);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        pass(1);
        assertThat(answers).allMatch(ContainerRealmTest::isUnavailable);
        pass(60); // Those that had to wait came to nothing either.

        assertAnnaAuthenticates();
    }

    /** All kinds of certificates and passwords, and the container comes back to all of it in whatever order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsSaidTooLateLetsNobodyInAndCountsNotAtAll(long seed) {
        Random random = new Random(seed);
        List<CompletableFuture<RealmAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 2 * AT_A_TIME; i++) {
            answers.add(
                    switch (random.nextInt(3)) {
                        case 0 -> ask(i, "anna", TestCredentials.password("anna", secret.characters()));
                        case 1 -> ask(i, "user" + i, TestCredentials.certificate("user" + i));
                        default -> ask(i, "anna", TestCredentials.password("anna", "wrong".toCharArray()));
                    });
        }
        pass(60 + random.nextInt(3600));
        assertThat(answers).allMatch(ContainerRealmTest::isUnavailable);
        Collections.shuffle(works, random);
        List<Runnable> late = List.copyOf(works);
        works.clear();
        late.forEach(Runnable::run);

        assertThat(answers).allMatch(ContainerRealmTest::isUnavailable);
        assertThat(server.looks()).as("passwords are forgotten by then").isEmpty();
        assertThat(log.lines("POSTERN-3025")).as("none counts as a guess").isEmpty();
        guess(3 * AT_A_TIME);
        assertThat(works).as("none was ended twice").hasSize(AT_A_TIME);
        pass(120);
        assertAnnaAuthenticates();
    }

    /** Its directory hangs: each is a thread of the container's, and no more of them are taken. */
    @ParameterizedTest
    @CsvSource({"60, true", "60, false", "3600, true", "3600, false"})
    void whatThreadsAreAtIsNotLostHoweverLongItTakes(int seconds, boolean right) {
        CountDownLatch slow = new CountDownLatch(1);
        FakeSecurity security = FakeSecurity.knowing(Map.of("anna", "secret"));
        security.becomeSlow(slow);
        ThreadWorkManager threads = new ThreadWorkManager(security);
        ContainerRealm hanging = realm(new WorkSubmitter(threads, Runnable::run, new Messages(Settings.log())));
        List<CompletableFuture<RealmAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 2 * AT_A_TIME; i++) {
            String user = "user" + i;
            String password = right && i < AT_A_TIME ? "secret" : "wrong";
            answers.add(ask(hanging, i, right ? "anna" : user, TestCredentials.password(user, password.toCharArray())));
        }
        int underWay = right ? LIMIT : AT_A_TIME;
        await().until(() -> security.waiting() == underWay);
        pass(seconds);
        pass(60);

        assertThat(answers).allMatch(ContainerRealmTest::isUnavailable);
        assertThat(threads.liveThreads()).isEqualTo(underWay);
        slow.countDown();
        await().until(() -> threads.liveThreads() == 0);
        CompletableFuture<RealmAnswer> next =
                ask(hanging, 9_999, "anna", TestCredentials.password("anna", "secret".toCharArray()));
        await().until(next::isDone);
        assertThat(next.join().user()).isPresent();
    }

    @Test
    void anAnswerInTimeIsHeardAndLeavesNothingBehind() {
        for (int i = 0; i < 3 * AT_A_TIME; i++) {
            assertAnnaAuthenticates();
        }
        pass(600);
        assertAnnaAuthenticates();
    }

    private void assertAnnaAuthenticates() {
        works.clear();
        CompletableFuture<RealmAnswer> anna = ask(9_999, "anna", TestCredentials.password("anna", secret.characters()));
        assertThat(works).hasSize(1);
        works.remove(0).run();
        assertThat(anna.join().user())
                .hasValueSatisfying(user -> assertThat(user.name()).isEqualTo("anna"));
    }

    /** Clients at addresses of their own, each with another name. */
    private List<CompletableFuture<RealmAnswer>> guess(int clients) {
        List<CompletableFuture<RealmAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            answers.add(ask(i, "user" + i, TestCredentials.password("user" + i, "wrong".toCharArray())));
        }
        return answers;
    }

    private CompletableFuture<RealmAnswer> ask(int client, String user, Credentials credentials) {
        return ask(realm, client, user, credentials);
    }

    private static CompletableFuture<RealmAnswer> ask(
            ContainerRealm realm, int client, String user, Credentials credentials) {
        InetAddress peer = Ip.of("10.0." + client / 250 + "." + (1 + client % 250));
        ConnectionFacts connection = new ConnectionFacts(
                "c-" + client, new InetSocketAddress(peer, 40_000), new LocalAddress(Ip.of("127.0.0.1"), 25));
        return realm.authenticate(connection, user, credentials);
    }

    private static boolean isUnavailable(CompletableFuture<RealmAnswer> answer) {
        return answer.isDone()
                && answer.join()
                        .refusal()
                        .filter(reply -> reply.toString().contains("454"))
                        .isPresent();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            loop.advanceTimeBy(1, TimeUnit.SECONDS);
            time.pass(Duration.ofSeconds(1));
            loop.runScheduledPendingTasks();
            loop.runPendingTasks();
        }
    }

    private ContainerRealm realm(WorkSubmitter container) {
        IdentityMessages messages = new IdentityMessages(Settings.log());
        LoginThrottle throttle =
                new LoginThrottle(() -> LIMIT, () -> Duration.ofHours(1), ip -> new IpNetwork(ip, 32), time);
        CommonGuesses alone = new CommonGuesses(Optional.empty(), () -> LIMIT, () -> Duration.ofMinutes(10), time);
        return new ContainerRealm(new SecurityInflow(container, time, messages), throttle, alone, loops, messages);
    }

    /** An event loop whose time the test has in its hands. */
    private final class OneLoop implements Transport {
        @Override
        public EventLoopGroup loops(int threads, Executor executor) {
            loop.freezeTime();
            return loop.eventLoop();
        }

        @Override
        public ChannelFactory<? extends ServerChannel> servers(ListenAddress listen) {
            throw new UnsupportedOperationException("not used");
        }

        @Override
        public CompletionStage<BoundSocket> keep(Channel server) {
            throw new UnsupportedOperationException("not used");
        }
    }
}
