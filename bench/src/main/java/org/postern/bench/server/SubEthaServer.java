package org.postern.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.postern.bench.machine.Loopback;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** SubEtha SMTP that reads each message and forgets it. Arguments: the port, a key store, its password. */
public final class SubEthaServer {
    private static final int BACKLOG = 4096;
    private static final int CONNECTIONS = 20_000;
    private static final int PATIENCE_SECONDS = 600;
    private static final int BUFFER = 8 * 1024;

    private SubEthaServer() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) throws Exception {
        new SMTPServer.Builder()
                .bindAddress(Loopback.SERVERS)
                .port(Integer.parseInt(args[0]))
                .hostName("subetha.example.org")
                .backlog(BACKLOG)
                .maxConnections(CONNECTIONS)
                .connectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .enableTLS()
                .startTlsSocketFactory(tls(Path.of(args[1]), args[2].toCharArray()))
                .insertReceivedHeaders(false)
                .messageHandlerFactory(context -> new Discarding())
                .build()
                .start();
        new CountDownLatch(1).await();
    }

    private static SSLContext tls(Path file, char[] password) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static final class Discarding implements MessageHandler {
        @Override
        public void from(String sender) {
            // Each is welcome.
        }

        @Override
        public void recipient(String recipient) {
            // Each is known.
        }

        @Override
        public String data(InputStream content) throws IOException {
            byte[] buffer = new byte[BUFFER];
            int count = 0;
            while (count >= 0) {
                count = content.read(buffer);
            }
            return "OK";
        }

        @Override
        public void done() {
            // Nothing was kept.
        }
    }
}
