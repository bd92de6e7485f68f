package org.postern.ra.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.security.PasswordCredential;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.postern.net.AuthenticatedUser;
import org.postern.net.ManualClock;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.identity.UserServer.Kind;
import org.postern.ra.identity.UserServer.OwnPasswordCredential;
import org.postern.ra.log.IdentityMessages;
import org.postern.ra.log.Messages;
import org.postern.ra.work.ContainerTask;
import org.postern.ra.work.WorkSubmitter;
import org.postern.smtp.HeapText;

/** Users, their roles and their passwords with containers as they were measured to be. */
@Timeout(180)
class UsersOnEveryServerTest {
    private static final String STRANGER = "postern-asks-whether-passwords-are-checked";

    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void close() {
        threads.shutdownNow();
        log.close();
    }

    /** An adapter in a container. */
    private final class Sample {
        private final UserServer server;
        private final WorkSubmitter container;
        private final SecurityInflow inflow;
        private final HeapText annas;
        private final HeapText bobs;

        private Sample(Kind kind) {
            server = new UserServer(kind, threads);
            container = new WorkSubmitter(server, Runnable::run, new Messages(Settings.log()));
            inflow = new SecurityInflow(container, time, new IdentityMessages(Settings.log()));
            annas = server.makeUser("anna", "clerk", "staff");
            bobs = server.makeUser("bob", "guest");
            inflow.tryCallers();
            inflow.tryPasswords();
        }

        private Optional<AuthenticatedUser> login(String user, HeapText password) {
            Password typed = new Password(password.characters());
            try {
                return inflow.checkPassword(user, typed).answer().join();
            } finally {
                typed.forget();
            }
        }

        private CompletableFuture<String> callerOf(Optional<AuthenticatedUser> user) {
            CompletableFuture<String> caller = new CompletableFuture<>();
            container.submit(
                    new ContainerTask() {
                        @Override
                        public void run() {
                            caller.complete(server.caller());
                        }

                        @Override
                        public void notRun(Throwable why) {
                            caller.completeExceptionally(why);
                        }
                    },
                    inflow.contexts(user));
            return caller;
        }

        /** Of a user who has authenticated. */
        private String caller(Optional<AuthenticatedUser> user) {
            assertThat(user).isPresent();
            return callerOf(user).join();
        }

        /** Does what is done now and then, for a week. */
        private void pass(Duration step) {
            for (Duration passed = Duration.ZERO; passed.toDays() < 7; passed = passed.plus(step)) {
                time.pass(step);
                inflow.settle();
                inflow.tryCallers();
                inflow.tryPasswords();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TOMEE", "BLIND", "CREDULOUS", "CARELESS"})
    void aUserWithTheRightPasswordIsTheCallerInTheRolesOfTheRealm(Kind kind) {
        Sample sample = new Sample(kind);

        assertThat(sample.inflow.checksPasswords()).isTrue();
        assertThat(sample.caller(sample.login("anna", sample.annas))).isEqualTo("anna[clerk, staff]");
        assertThat(sample.caller(sample.login("bob", sample.bobs))).isEqualTo("bob[guest]");
        assertThat(sample.callerOf(Optional.empty()).join()).isEqualTo("anonymous[]");
    }

    /** All Works are on one thread here, which keeps the caller of the last one that named one. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TOMEE", "BLIND", "CREDULOUS", "CARELESS"})
    void afterAUserTheCallerIsAnonymousAgainHoweverThatIsBroughtAbout(Kind kind) {
        Sample sample = new Sample(kind);
        Optional<AuthenticatedUser> anna = sample.login("anna", sample.annas);

        for (int i = 0; i < 5; i++) {
            assertThat(sample.caller(anna)).isEqualTo("anna[clerk, staff]");
            for (int strangers = 0; strangers <= i; strangers++) {
                assertThat(sample.callerOf(Optional.empty()).join()).isEqualTo("anonymous[]");
            }
        }
    }

    /** Each of them costs. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TOMEE", "BLIND", "CREDULOUS", "CARELESS"})
    void onlyServersThatBeginEachWorkWithoutACallerAreNotToldOfAnonymousOnes(Kind kind) {
        Sample sample = new Sample(kind);

        assertThat(sample.inflow.contexts(Optional.empty()).isEmpty())
                .isEqualTo(kind == Kind.PAYARA || kind == Kind.GLASSFISH);
        assertThat(sample.inflow.contexts(sample.login("anna", sample.annas))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CREDULOUS"})
    void noOtherPasswordIsRightAndNoOtherUser(Kind kind) {
        Sample sample = new Sample(kind);

        for (HeapText wrong : List.of(sample.bobs, new HeapText())) {
            for (String user : List.of("anna", "carol", "bo")) {
                assertThat(failureOr(() -> sample.login(user, wrong)))
                        .as("%s", user)
                        .isEmpty();
            }
        }
    }

    /** A client is not let in by a container that has said neither. */
    private static Optional<AuthenticatedUser> failureOr(Supplier<Optional<AuthenticatedUser>> login) {
        try {
            return login.get();
        } catch (CompletionException e) {
            assertThat(e).hasRootCauseMessage("The container has not looked at the password");
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TOMEE", "BLIND", "CREDULOUS", "CARELESS"})
    void rolesAreThoseOfTheMomentOfAuthenticationAtMost(Kind kind) {
        Sample sample = new Sample(kind);
        Optional<AuthenticatedUser> before = sample.login("anna", sample.annas);

        sample.server.makeUser("anna", "staff");

        assertThat(sample.caller(sample.login("anna", sample.annas))).isEqualTo("anna[staff]");
        assertThat(sample.caller(before)).isIn("anna[clerk, staff]", "anna[staff]");
    }

    /** Nothing was looked at, so some containers know no roles. */
    @ParameterizedTest
    @EnumSource(names = {"PAYARA", "GLASSFISH", "WILDFLY", "WILDFLY_BACKWARDS", "LIBERTY"})
    void aCertificateMakesACallerAndRolesWhereTheContainerFindsThemByTheName(Kind kind) {
        Sample sample = new Sample(kind);
        boolean byName = kind == Kind.PAYARA || kind == Kind.LIBERTY;

        assertThat(sample.caller(sample.inflow.checkCaller("anna").answer().join()))
                .isEqualTo(byName ? "anna[clerk, staff]" : "anna[]");
        CompletableFuture<Optional<AuthenticatedUser>> unknown =
                sample.inflow.checkCaller("carol").answer();
        if (kind == Kind.LIBERTY) {
            await().until(unknown::isCompletedExceptionally);
        } else {
            assertThat(sample.caller(unknown.join())).isEqualTo("carol[]");
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TOMEE", "BLIND", "CREDULOUS", "CARELESS"})
    void manyDeliveriesAtTheSameTimeHaveEachItsOwnCaller(Kind kind) {
        Sample sample = new Sample(kind);
        Map<String, Optional<AuthenticatedUser>> users = Map.of(
                "anna[clerk, staff]", sample.login("anna", sample.annas),
                "bob[guest]", sample.login("bob", sample.bobs),
                "anonymous[]", Optional.empty());
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            order.addAll(users.keySet());
        }
        Collections.shuffle(order, new Random());

        List<CompletableFuture<String>> callers = order.stream()
                .map(each -> sample.callerOf(users.getOrDefault(each, Optional.empty())))
                .toList();

        assertThat(callers.stream().map(CompletableFuture::join)).containsExactlyElementsOf(order);
    }

    /** Each is a failed login in an audit log: more would look like an attack. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"BLIND", "CARELESS"})
    void theContainerIsAskedOnceAboutAUserWhoDoesNotExist(Kind kind) {
        Sample sample = new Sample(kind);

        sample.pass(Duration.ofHours(1));

        assertThat(sample.server.looks()).containsExactly(STRANGER);
        assertThat(sample.inflow.checksPasswords()).isEqualTo(kind != Kind.CREDULOUS);
        assertThat(log.lines("POSTERN-1042")).isEmpty();
        assertThat(log.lines("POSTERN-1043")).hasSize(kind == Kind.CREDULOUS ? 1 : 0);
        assertThat(log.lines("POSTERN-1044")).hasSize(kind == Kind.CREDULOUS ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"BLIND", "CARELESS"})
    void thatPasswordsAreNotLookedAtIsToldOnceAndNoUserCanAuthenticate(Kind kind) {
        Sample sample = new Sample(kind);

        sample.pass(Duration.ofHours(1));

        assertThat(sample.inflow.checksPasswords()).isFalse();
        assertThat(log.lines("POSTERN-104"))
                .singleElement()
                .asString()
                .startsWith("POSTERN-1042")
                .contains("has not looked at the password");
    }

    /** It has said yes to the caller, and to the password. */
    @Test
    void thatAServerCallsAllBeansAsItsGuestIsToldAtTheStart() {
        Sample sample = new Sample(Kind.TOMEE);

        sample.pass(Duration.ofHours(1));

        assertThat(log.lines("POSTERN-1041"))
                .singleElement()
                .asString()
                .contains("beans have no caller", "TomEE calls every bean as its guest");
        assertThat(log.lines("POSTERN-1044")).hasSize(1);
        assertThat(sample.login("anna", sample.annas)).isPresent();
        assertThat(sample.inflow.contexts(sample.login("anna", sample.annas))).isEmpty();
    }

    /** A realm that comes up after the application, on any kind of server. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TOMEE", "BLIND", "CREDULOUS", "CARELESS"})
    void aRealmThatComesUpLaterIsFoundAndAskedOnce(Kind later) {
        Sample sample = new Sample(Kind.BLIND);
        time.pass(Duration.ofSeconds(11));
        sample.inflow.settle();
        await().until(() -> sample.server.subjects().size() == 3);
        assertThat(sample.inflow.checksPasswords()).isFalse();

        sample.server.become(later);
        time.pass(Duration.ofSeconds(21));
        sample.inflow.settle();

        await().until(sample.inflow::checksPasswords);
        sample.pass(Duration.ofHours(1));
        assertThat(sample.server.looks()).containsExactly(STRANGER);
        assertThat(sample.caller(sample.login("anna", sample.annas))).isEqualTo("anna[clerk, staff]");
    }

    /** Works, Subjects and sessions are kept by containers, clients that stay, and this test. */
    @Test
    void noPasswordIsLeftInMemory(@TempDir Path directory) throws Exception {
        List<HeapText> passwords = new ArrayList<>();
        List<Object> kept = new ArrayList<>();
        for (Kind kind : EnumSet.complementOf(EnumSet.of(Kind.CREDULOUS, Kind.CARELESS))) {
            Sample sample = new Sample(kind);
            for (HeapText password : List.of(sample.annas, sample.bobs)) {
                Optional<AuthenticatedUser> user = failureOr(() -> sample.login("anna", password));
                passwords.add(password);
                kept.add(user);
                kept.add(sample.callerOf(user).join());
            }
            assertThat(sample.server.subjects().stream().flatMap(subject -> subject.getPrivateCredentials().stream()))
                    .as("%s", kind)
                    .noneMatch(PasswordCredential.class::isInstance)
                    .noneMatch(OwnPasswordCredential.class::isInstance)
                    .noneMatch(Map.class::isInstance);
            kept.add(sample);
        }

        assertThat(HeapText.count(passwords, directory)).isZero();
        assertThat(kept).hasSizeGreaterThan(passwords.size());
    }

    @Test
    void aPasswordThatNoClientWaitsForAnyMoreIsNotAskedAbout() {
        List<Runnable> queue = new ArrayList<>();
        UserServer server = new UserServer(Kind.PAYARA, queue::add);
        SecurityInflow inflow = new SecurityInflow(
                new WorkSubmitter(server, Runnable::run, new Messages(Settings.log())),
                time,
                new IdentityMessages(Settings.log()));
        char[] typed = server.makeUser("anna").characters();
        Password password = new Password(typed);
        CompletableFuture<Optional<AuthenticatedUser>> answer =
                inflow.checkPassword("anna", password).answer();

        password.forget();
        queue.forEach(Runnable::run);

        assertThat(answer).isCompletedExceptionally();
        assertThat(server.looks()).isEmpty();
        assertThat(typed).isEqualTo(new char[typed.length]);
        Arrays.fill(typed, 'x');
    }

    /** It stands in the log lines of libraries. */
    @Test
    void aUserIsShownByNameOnly() {
        Sample sample = new Sample(Kind.WILDFLY);

        assertThat(sample.login("anna", sample.annas).orElseThrow()).hasToString("anna");
    }
}
