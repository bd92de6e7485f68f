package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bean pauses mail, in the middle of a message, with the administered object that Payara gives it. */
@ExtendWith(ArquillianExtension.class)
class MailInflowIT {
    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");

    @BeforeEach
    void deploy() throws Exception {
        server.deploy(
                Ears.withBeans().bean(PausingBean.class, Map.of()).build(),
                Map.of("listen", "smtp://127.0.0.1:" + port, "maxErrors", "20"));
    }

    @Test
    void theObjectThatTheApplicationDefinesPausesWhatItSays() throws Exception {
        assertThat(send("names", 550)).contains("smtp://127.0.0.1:" + port + " and " + PausingBean.class.getName());

        send("all", 250);
        expectPaused();
        resume("Acceptor");

        send("bean", 250);
        expectPaused();
        resume("Activation");

        send("looked-up", 250);
        expectPaused();
    }

    @Test
    void afterARestartOfTheAdapterTheObjectIsLookedUpAgain() throws Exception {
        server.change("maxErrors", "9");
        Awaitility.await().until(this::isServed);

        send("looked-up", 250);

        expectPaused();
    }

    @Test
    void theObjectThatAnAdministratorBindsDoesTheSame() throws Exception {
        server.createAdminObject("org.postern.api.MailInflow", PausingBean.BOUND_BY_HAND);
        try {
            send("bound-by-hand", 250);
            expectPaused();
        } finally {
            server.deleteAdminObject(PausingBean.BOUND_BY_HAND);
        }
    }

    private String send(String local, int code) throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            return client.deliver("<a@example.org>", "<" + local + "@example.com>", "x\r\n", code);
        }
    }

    private void expectPaused() throws Exception {
        try (SmtpClient client = SmtpClient.open("127.0.0.1", port)) {
            client.expect(421);
        }
    }

    private boolean isServed() {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            return client.command("NOOP", 250) != null;
        } catch (IOException | AssertionError e) {
            return false;
        }
    }

    private void resume(String type) throws Exception {
        MBeanServerConnection management = server.management();
        for (ObjectName name : management.queryNames(new ObjectName("org.postern:type=" + type + ",*"), null)) {
            management.invoke(name, "resume", new Object[0], new String[0]);
        }
    }
}
