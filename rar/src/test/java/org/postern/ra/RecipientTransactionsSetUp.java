package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.postern.api.MailEnvelope;
import org.postern.api.MailMessage;
import org.postern.net.Peer;

/** A server with beans that get each recipient on its own, which do what a test says for a local part, and dialogues with it. */
@Timeout(60)
abstract class RecipientTransactionsSetUp {
    final LogLines log = new LogLines();
    final RunningServer server = new RunningServer();
    /** What beans do, by local part. */
    final Map<String, FakeBean.Behaviour> behaviours = new ConcurrentHashMap<>();
    /** What beans were called for: their name and their recipients. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    final List<MailMessage> messages = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    /** Begins with beans that share all recipients, in this order: {@code name=recipient} or {@code name=message}. */
    void start(String scheme, String... beans) throws Exception {
        server.adapter.setListen(scheme + "://127.0.0.1:" + server.port);
        server.start();
        for (String bean : beans) {
            String[] nameAndTransaction = bean.split("=", -1);
            activate(nameAndTransaction[0], nameAndTransaction[1], beans.length > 1 ? "copy" : "refuse");
        }
        server.settle();
    }

    FakeBean activate(String name, String transaction, String overlap) throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setTransaction(transaction);
        spec.setOverlap(overlap);
        FakeBean bean = server.bean(name).doing(message -> called(name, message));
        server.activate(bean, spec);
        return bean;
    }

    private void called(String bean, MailMessage message) throws Throwable {
        List<String> locals = message.envelope().recipients().stream()
                .map(MailEnvelope.Recipient::address)
                .map(address -> address.replaceFirst("@.*", ""))
                .toList();
        calls.add(bean + " " + String.join(" ", locals));
        messages.add(message);
        for (String local : locals) {
            if (behaviours.containsKey(bean + " " + local)) {
                behaviours.get(bean + " " + local).onMessage(message);
            }
        }
    }

    /** Plays a dialogue on a connection of its own, and compares what the server says; ids are told apart by their parts. */
    void play(String dialogue) throws Exception {
        try (Peer peer = Peer.connect("127.0.0.1", server.port)) {
            peer.reply();
            List<String> said = new ArrayList<>();
            for (String line : dialogue.lines().toList()) {
                if (line.startsWith("C: ")) {
                    peer.send(line.substring(3) + "\r\n");
                    said.add(line);
                } else {
                    said.add("S: " + lastLine(peer.reply()));
                }
            }
            assertThat(String.join("\n", said) + "\n").isEqualTo(dialogue);
        }
    }

    /** An envelope for these, its content, and as many replies as there are. */
    List<String> send(String hello, String... locals) throws IOException {
        try (Peer peer = Peer.connect("127.0.0.1", server.port)) {
            peer.reply();
            peer.ask(hello + " client.example.org");
            peer.ask("MAIL FROM:<joe@example.org>");
            for (String local : locals) {
                assertThat(peer.ask("RCPT TO:<" + local + "@example.com>")).startsWith("250");
            }
            peer.ask("DATA");
            peer.send("Subject: order\r\n\r\n1 x widget\r\n.\r\n");
            List<String> replies = new ArrayList<>();
            for (int i = 0; i < (hello.equals("LHLO") ? locals.length : 1); i++) {
                replies.add(peer.reply().substring(0, 3));
            }
            peer.ask("QUIT");
            return replies;
        }
    }

    private static String lastLine(String reply) {
        String[] lines = reply.split("\r\n", -1);
        return lines[lines.length - 2]
                .replaceFirst("message [a-z0-9]+-1-1", "message ID")
                .replaceFirst("Message [a-z0-9]+-1-1", "Message ID");
    }
}
