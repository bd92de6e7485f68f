package org.postern.ra;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.postern.net.Peer;

/** A server with two beans for one address. */
@Timeout(30)
abstract class SharedAddressSetUp {
    final LogLines log = new LogLines();
    final RunningServer server = new RunningServer();
    final FakeBean first = server.bean("first");
    final FakeBean second = server.bean("second");

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    /** Gives the spec of the first. */
    SmtpActivationSpec activateBoth() throws Exception {
        SmtpActivationSpec spec = server.activate(first, recipients("*@first.example"));
        server.activate(second, recipients("*@second.example"));
        return spec;
    }

    static SmtpActivationSpec recipients(String patterns) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(patterns);
        return spec;
    }

    static String deliver(Peer peer, String recipient) throws Exception {
        peer.ask("MAIL FROM:<a@example.org>");
        peer.ask("RCPT TO:<" + recipient + ">");
        peer.ask("DATA");
        return peer.ask(".");
    }
}
