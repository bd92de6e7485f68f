package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** A bean that pauses mail in the middle of a message, in any server. */
final class PausingFromCode {
    private final TestServer server;
    private final int port = FreePorts.on("127.0.0.1");

    PausingFromCode(TestServer server) {
        this.server = server;
    }

    void pausesWhatItSays() throws Exception {
        server.deploy(
                Ears.withBeans().bean(PausingBean.class, Map.of()).build(),
                Map.of("listen", "smtp://127.0.0.1:" + port));

        assertThat(send("names", 550)).contains("smtp://127.0.0.1:" + port + " and " + PausingBean.class.getName());
        send("all", 250);
        expectPaused();
        resume("Acceptor");
        send("bean", 250);
        expectPaused();
        resume("Activation");
        send("address", 250);
        expectPaused();
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

    private void resume(String type) throws Exception {
        MBeanServerConnection management = server.management();
        for (ObjectName name : management.queryNames(new ObjectName("org.postern:type=" + type + ",*"), null)) {
            management.invoke(name, "resume", new Object[0], new String[0]);
        }
    }
}
