package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.resource.NotSupportedException;
import org.junit.jupiter.api.Test;
import org.postern.net.FreePort;
import org.postern.net.Peer;

/** Beans that share an address, each for recipients of its own. */
class SharedAddressTest extends SharedAddressSetUp {
    @Test
    void eachBeanGetsTheMailOfItsRecipients() throws Exception {
        activateBoth();

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            assertThat(deliver(peer, "a@first.example")).startsWith("250");
            assertThat(deliver(peer, "a@second.example")).startsWith("250");
            assertThat(deliver(peer, "b@second.example")).startsWith("250");
        }
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).hasSize(2);
        assertThat(log.lines("POSTERN-1012")).singleElement().asString().contains("second", "first");
    }

    @Test
    void theFirstRecipientDecidesAndThoseOfAnotherBeanGetACopyOfTheirOwn() throws Exception {
        activateBoth();

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("RCPT TO:<a@second.example>")).startsWith("250");
            assertThat(peer.ask("RCPT TO:<a@first.example>"))
                    .isEqualTo("452 4.5.3 This recipient needs a copy of its own, send it separately\r\n");
            assertThat(peer.ask("RCPT TO:<b@second.example>")).startsWith("250");
            peer.ask("DATA");
            assertThat(peer.ask(".")).startsWith("250");
            assertThat(deliver(peer, "a@first.example")).startsWith("250");
        }
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void whatNoBeanWantsIsRefused() throws Exception {
        activateBoth();

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("RCPT TO:<a@third.example>")).isEqualTo("550 5.1.1 No such mailbox here\r\n");
            assertThat(peer.ask("RCPT TO:<Postmaster>")).startsWith("550 5.1.1");
        }
    }

    /** The first bean of an application opens the address before the second one is there. */
    @Test
    void whoIsNotThereYetGetsAMomentToAppear() throws Exception {
        server.activate(first, recipients("*@first.example"));

        try (Peer peer = Peer.greeted("127.0.0.1", server.port);
                Peer other = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            peer.send("RCPT TO:<a@second.example>\r\n");
            for (int i = 0; i < 20; i++) {
                assertThat(other.ask("NOOP")).startsWith("250");
            }
            server.activate(second, recipients("*@second.example"));
            assertThat(peer.reply()).startsWith("250");
        }
    }

    @Test
    void mailForABeanThatWasUndeployedIsRefusedForNow() throws Exception {
        SmtpActivationSpec spec = activateBoth();
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            server.adapter.endpointDeactivation(first, spec);

            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("RCPT TO:<a@first.example>")).startsWith("450 4.2.1");
            assertThat(peer.ask("RCPT TO:<a@third.example>")).startsWith("550 5.1.1");
            assertThat(peer.ask("RCPT TO:<a@second.example>")).startsWith("250");
        }
    }

    @Test
    void beansThatWantTheSameRecipientsAreRefusedWithBothNames() throws Exception {
        server.activate(first, recipients("*@example.com, postmaster"));

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(second, recipients("orders@*")))
                .withMessageContaining("(second) is refused: " + server.listen() + " is open for ")
                .withMessageContaining("(first), and both want mail for the same recipients: recipients is"
                        + " \"*@example.com, postmaster\" there, \"orders@*\" here.");
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            assertThat(deliver(peer, "orders@example.com")).startsWith("250");
        }
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void whatIsNoPatternIsToldBeforeAnythingIsOpened() {
        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(first, recipients("*@example.com orders")))
                .withMessageContaining("\"orders\" is no pattern. Write them as in");
        assertThat(RunningServer.isFree(server.port)).isTrue();
    }

    @Test
    void theAddressIsFreeWhenTheLastIsUndeployed() throws Exception {
        SmtpActivationSpec spec = server.activate(first, recipients("*@example.org"));
        SmtpActivationSpec other = server.activate(second, recipients("*@second.example"));

        server.adapter.endpointDeactivation(second, other);
        assertThat(RunningServer.isFree(server.port)).isFalse();
        assertThat(server.send("x\r\n")).startsWith("250");
        server.adapter.endpointDeactivation(first, spec);
        assertThat(RunningServer.isFree(server.port)).isTrue();
    }

    @Test
    void activationsThatDisagreeAreToldOfEachOtherAndOfTheProperty() throws Exception {
        server.activate(first);
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setMaxRecipients("7");
        spec.setKeyStorePassword("secret");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(second, spec))
                .withMessageContaining("(second)")
                .withMessageContaining("(first)")
                .withMessageContaining("maxRecipients (\"1000\" there, \"7\" here)")
                .withMessageContaining("keyStorePassword")
                .withMessageNotContaining("secret");
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void aSchemeOrAnOptionThatDiffersIsADisagreementToo() throws Exception {
        server.activate(first);
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(server.listen() + "?backlog=7");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(second, spec))
                .withMessageContaining("listen (scheme or options differ)");
    }

    @Test
    void tlsThatDiffersIsADisagreementToo() throws Exception {
        server.activate(first);
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(server.listen() + "?tls=never");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(second, spec))
                .withMessageContaining("listen (scheme or options differ)");
    }

    @Test
    void anActivationThatIsRefusedAtOneAddressGetsNone() throws Exception {
        int other = FreePort.on("127.0.0.1");
        SmtpActivationSpec all = new SmtpActivationSpec();
        all.setListen("smtp://127.0.0.1:" + other);
        server.activate(first, all);
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(server.listen() + ", smtp://127.0.0.1:" + other);

        assertThatExceptionOfType(NotSupportedException.class).isThrownBy(() -> server.activate(second, spec));

        assertThat(RunningServer.isFree(server.port)).isTrue();
        server.activate(second);
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(first.received()).isEmpty();
    }
}
