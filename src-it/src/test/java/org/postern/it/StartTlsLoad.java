package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that connect all the time, and take STARTTLS wherever they are offered it. */
final class StartTlsLoad implements AutoCloseable {
    /**
     * One connection after the other asks for one of them: without a name, for a host, and for what is none by the letter, which
     * the JDK's TLS refuses.
     */
    static final List<String> NAMES = List.of(
            "", "mail.example.org", "mail_server", "mail.example.org.", "2001:db8::1", "a".repeat(64) + ".example.org");

    private static final int CLIENTS = 3;

    /**
     * What one connection has seen.
     *
     * @param name that it asks for, or would have asked for
     * @param begun before it connected
     * @param ended after it was closed
     * @param served the certificate, if TLS was offered and worked
     * @param failure why it did not work though it was offered, or why there was no service at all
     */
    record Sighting(
            String name,
            Instant begun,
            Instant ended,
            boolean offered,
            Optional<X509Certificate> served,
            Optional<String> failure) {}

    private final String address;
    private final int port;
    private final List<Sighting> sightings = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean stopping;

    StartTlsLoad(String address, int port) {
        this.address = address;
        this.port = port;
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::run);
        }
    }

    /** Lets all clients come to an end, and tells what they have seen. */
    List<Sighting> end() {
        close();
        return sightings();
    }

    /** What was seen so far. */
    List<Sighting> sightings() {
        synchronized (sightings) {
            return List.copyOf(sightings);
        }
    }

    @Override
    public void close() {
        stopping = true;
        clients.shutdown();
        try {
            assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            sightings.add(look(NAMES.get(connections.getAndIncrement() % NAMES.size())));
        }
    }

    private Sighting look(String name) {
        Instant begun = Instant.now();
        boolean offered = false;
        try (SmtpClient client = SmtpClient.connect(address, port)) {
            offered = client.command("EHLO client.example.org", 250).contains("STARTTLS");
            Optional<X509Certificate> served = offered ? Optional.of(secure(client, name)) : Optional.empty();
            client.command("QUIT", 221);
            return new Sighting(name, begun, Instant.now(), offered, served, Optional.empty());
        } catch (IOException | CertificateException | AssertionError e) {
            return new Sighting(name, begun, Instant.now(), offered, Optional.empty(), Optional.of(e.toString()));
        }
    }

    /** As a client that verifies certificates sees it: the dates count. */
    private static X509Certificate secure(SmtpClient client, String name) throws IOException, CertificateException {
        if (name.isEmpty()) {
            client.startTls();
        } else {
            client.startTls(name);
        }
        client.certificate().checkValidity();
        client.command("EHLO client.example.org", 250);
        return client.certificate();
    }
}
