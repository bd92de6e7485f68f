package org.postern.ra.management;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.ConnectionFacts;
import org.postern.net.ManualClock;
import org.postern.net.RefusedMail;
import org.postern.net.SessionFacts;
import org.postern.ra.Connections;
import org.postern.ra.LogLines;
import org.postern.ra.log.ConnectionMessages;
import org.postern.ra.log.Log;
import org.postern.smtp.Hello;
import org.postern.smtp.Replies;
import org.postern.smtp.Security;

/** An observer of connections, its counters and its log. */
abstract class ConnectionObserverSetUp {
    static final ConnectionFacts CONNECTION = Connections.from("198.51.100.1");

    @TempDir
    Path directory;

    final LogLines log = new LogLines();
    final ManualClock clock = new ManualClock();
    final TlsCounters counters = new TlsCounters();
    final AddressCounters here = counters.at(Connections.LOCAL);
    final AtomicBoolean inPlaintext = new AtomicBoolean(true);
    final History history = new History(10, clock);
    final Log written = new Log(clock);
    final ConnectionMessages messages = new ConnectionMessages(written, Path.of("spool"));
    final ConnectionObserver observer = new ConnectionObserver(
            counters,
            history,
            new Interference(counters, new TlsAnomalies(), () -> Duration.ofHours(1), clock, messages),
            local -> inPlaintext.get(),
            () -> Duration.ofHours(1),
            clock,
            messages);

    @AfterEach
    void close() {
        log.close();
    }

    static RefusedMail refused(String sender, String recipient) {
        return new RefusedMail(
                new SessionFacts(
                        CONNECTION, new Hello("client.example.org", "ESMTP"), Optional.empty(), Optional.empty()),
                sender,
                Optional.of(recipient),
                List.of(),
                Replies.unknownRecipient());
    }

    void mails(int times, Security security) {
        for (int i = 0; i < times; i++) {
            observer.mailBegun(CONNECTION, security);
        }
    }
}
