package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.Peer;
import org.postern.ra.log.Log;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/** Users, from AUTH to the caller of the bean. */
@Timeout(60)
class IdentityTest {
    private static final String RIGHT = "AUTH PLAIN AGFubmEAc2VjcmV0";
    private static final String WRONG = "AUTH PLAIN AGFubmEAd3Jvbmc=";

    @TempDir
    private Path directory;

    private final LogLines log = new LogLines();
    private final FakeSecurity security = FakeSecurity.knowing(Map.of("anna", "secret"));
    private final List<String> callers = new CopyOnWriteArrayList<>();
    private RunningServer server;

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    private FakeBean deploy(FakeSecurity container) throws Exception {
        return deploy(container, new SmtpActivationSpec());
    }

    private FakeBean deploy(FakeSecurity container, SmtpActivationSpec spec) throws Exception {
        return deploy(container, spec, adapter -> {});
    }

    private FakeBean deploy(FakeSecurity container, SmtpActivationSpec spec, Consumer<SmtpResourceAdapter> more)
            throws Exception {
        server = new RunningServer(container);
        more.accept(server.adapter);
        Path keys = TestKeyStore.pkcs12().key("mx", TestCertificates.EC).write(directory.resolve("keys.p12"));
        server.adapter.setKeyStore("file:" + keys);
        server.adapter.setKeyStorePassword(TestKeyStore.PASSWORD);
        server.adapter.setCertificateBindings("*=mx");
        server.start();
        FakeBean bean = server.bean("orders").doing(message -> callers.add(container.caller()));
        server.activate(bean, spec);
        return bean;
    }

    private Peer secured() throws Exception {
        Peer peer = Peer.greeted("127.0.0.1", server.port);
        peer.ask("STARTTLS");
        peer.handshake("mx.example.org");
        peer.ask("EHLO client.example.org");
        return peer;
    }

    @Test
    void theUserIsTheCallerOfTheBeanAndEveryoneElseExplicitlyNobody() throws Exception {
        deploy(security);

        try (Peer anna = secured();
                Peer stranger = secured()) {
            assertThat(anna.ask(RIGHT)).startsWith("235 ");
            assertThat(anna.deliver("x\r\n")).startsWith("250");
            assertThat(stranger.deliver("y\r\n")).startsWith("250");
        }
        assertThat(callers).containsExactly("anna", "(anonymous)");
        assertThat(log.lines("POSTERN-1044")).hasSize(1);
        assertThat(log.lines("POSTERN-3021")).singleElement().asString().endsWith("user anna authenticated with PLAIN");
    }

    @Test
    void wrongCredentialsLeaveNoTraceOfThemInTheLog() throws Exception {
        deploy(security);

        try (Peer peer = secured()) {
            assertThat(peer.ask(WRONG)).isEqualTo("535 5.7.8 Authentication credentials invalid\r\n");
        }
        assertThat(log.lines("POSTERN-3022")).singleElement().asString().endsWith("wrong credentials with PLAIN");
        assertThat(String.join("\n", log.lines())).doesNotContain("anna", "wrong\0", "AGFubm");
    }

    @Test
    void whoeverGuessesIsNotHeardAnyMore() throws Exception {
        deploy(security, new SmtpActivationSpec(), adapter -> adapter.setMaxFailedAuthentications("2"));

        try (Peer peer = secured()) {
            peer.ask(WRONG);
            peer.ask(WRONG);
            assertThat(peer.ask(RIGHT)).isEqualTo("454 4.7.0 Too many failed authentications, try again later\r\n");
        }
        try (Peer again = secured()) {
            assertThat(again.ask(RIGHT)).startsWith("454 4.7.0 ");
        }
        assertThat(log.lines("POSTERN-3025"))
                .singleElement()
                .asString()
                .contains("the password of anna is being guessed");
        assertThat(log.lines("POSTERN-3023")).hasSize(2);
    }

    @Test
    void whoeverGuessesDoesNotFillTheLog() throws Exception {
        deploy(security, new SmtpActivationSpec(), adapter -> {
            adapter.setMaxFailedAuthentications("1");
            adapter.setMaxErrors("1000");
        });

        try (Peer peer = secured()) {
            for (int i = 0; i < 200; i++) {
                peer.ask(WRONG);
            }
        }
        assertThat(log.lines("POSTERN-302")).hasSizeBetween(Log.OF_SUBJECT, Log.OF_SUBJECT + 5);
    }

    @Test
    void aDirectoryThatIsGoneIsNobodysFault() throws Exception {
        deploy(security);
        security.breakDown();

        try (Peer peer = secured()) {
            assertThat(peer.ask(RIGHT))
                    .isEqualTo("454 4.7.0 Authentication is not possible at the moment, try again later\r\n");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
        }
        assertThat(log.lines("POSTERN-3024")).hasSize(1);
    }

    @Test
    void aDirectoryThatIsSlowKeepsNobodyElseWaiting() throws Exception {
        deploy(security);
        CountDownLatch open = new CountDownLatch(1);
        security.becomeSlow(open);

        try (Peer anna = secured();
                Peer stranger = secured()) {
            anna.send(RIGHT + "\r\nNOOP\r\n");
            assertThat(stranger.deliver("x\r\n")).startsWith("250");
            open.countDown();
            assertThat(anna.reply()).startsWith("235 ");
            assertThat(anna.reply()).startsWith("250 ");
        }
    }

    @Test
    void aContainerThatTakesNoIdentitiesIsToldAboutOnceAndServesAllTheSame() throws Exception {
        deploy(FakeSecurity.none(), shared("b@example.org"));
        server.activate(server.bean("others"), shared("others@example.org"));

        try (Peer peer = secured()) {
            assertThat(peer.ask("EHLO a")).doesNotContain("AUTH");
            assertThat(peer.ask(RIGHT)).startsWith("502 5.5.1 ");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
        }
        assertThat(callers).containsExactly("(not said)");
        assertThat(log.lines("POSTERN-1041")).singleElement().asString().contains("no security domain");
        assertThat(log.lines("POSTERN-1042"))
                .singleElement()
                .asString()
                .contains("no client can authenticate", "no security domain");
    }

    @Test
    void aContainerThatIgnoresIdentitiesKnowsNobody() throws Exception {
        deploy(FakeSecurity.knowing(Map.of("anna", "secret")).ignoringAll());

        try (Peer peer = secured()) {
            assertThat(peer.ask("EHLO a")).doesNotContain("AUTH");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
        }
        assertThat(log.lines("POSTERN-1041")).singleElement().asString().contains("ignores security contexts");
        assertThat(log.lines("POSTERN-1044")).isEmpty();
    }

    @Test
    void withoutPasswordsBeansHaveACallerButNobodyCanAuthenticate() throws Exception {
        deploy(FakeSecurity.withoutPasswords());

        try (Peer peer = secured()) {
            assertThat(peer.ask("EHLO a")).doesNotContain("AUTH");
            peer.deliver("x\r\n");
        }
        assertThat(callers).containsExactly("(anonymous)");
        assertThat(log.lines("POSTERN-1042")).hasSize(1);
    }

    @Test
    void aContainerThatAcceptsAnythingLetsNobodyIn() throws Exception {
        deploy(FakeSecurity.knowing(Map.of()).acceptingAnything());

        try (Peer peer = secured()) {
            assertThat(peer.ask("EHLO a")).doesNotContain("AUTH");
            assertThat(peer.ask(RIGHT)).startsWith("502 5.5.1 ");
        }
        assertThat(log.lines("POSTERN-1043")).hasSize(1);
        assertThat(log.lines("POSTERN-1044")).isEmpty();
    }

    @Test
    void aUserWhoLacksARoleIsToldForGoodAndAStrangerForNow() throws Exception {
        FakeBean bean = deploy(security);
        bean.doing(message -> {
            throw new EJBException(new EJBAccessException("not in this role"));
        });

        try (Peer anna = secured();
                Peer stranger = secured()) {
            anna.ask(RIGHT);
            assertThat(anna.deliver("x\r\n")).startsWith("550 5.7.1 You are not authorized to send message ");
            assertThat(stranger.deliver("y\r\n")).startsWith("451 4.3.0 ");
        }
        assertThat(log.lines("POSTERN-2017")).singleElement().asString().contains("user anna lacks a role");
    }

    @Test
    void aRecipientIsAskedAboutAsTheUser() throws Exception {
        deploy(security, shared("x@example.org"));
        FakeBean asked = server.bean("asked").asked(inquiry -> {
            callers.add("asked by " + security.caller());
            assertThat(inquiry.session().authenticatedUser()).contains("anna");
        });
        server.activate(asked, shared("b@example.org"));

        try (Peer anna = secured()) {
            anna.ask(RIGHT);
            assertThat(anna.deliver("x\r\n")).startsWith("250");
        }
        await().untilAsserted(() -> assertThat(callers).contains("asked by anna"));
    }

    private static SmtpActivationSpec shared(String recipients) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(recipients);
        spec.setOverlap("copy");
        return spec;
    }
}
