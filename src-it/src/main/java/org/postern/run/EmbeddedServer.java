package org.postern.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.glassfish.embeddable.GlassFish;
import org.glassfish.embeddable.GlassFishException;
import org.glassfish.embeddable.GlassFishProperties;
import org.glassfish.embeddable.GlassFishRuntime;

/** Payara in this JVM, with a {@code domain.xml} that opens nothing beyond loopback. */
final class EmbeddedServer {
    private final GlassFish glassFish;
    private final Administrator administrator;

    private EmbeddedServer(GlassFish glassFish) throws GlassFishException {
        this.glassFish = glassFish;
        this.administrator = new Administrator(glassFish.getCommandRunner());
    }

    /**
     * Starts the server.
     *
     * @param directory where the server may leave its files
     * @param masterPassword as an administrator would give it with {@code asadmin start-domain --passwordfile}: Payara
     *     opens the key store of {@code javax.net.ssl.keyStore} with it, and fails every deployment if it cannot
     */
    static EmbeddedServer start(Path directory, Optional<String> masterPassword)
            throws IOException, GlassFishException {
        GlassFishProperties properties = new GlassFishProperties();
        properties.setConfigFileURI(domain().toString());
        properties.setProperty(
                "glassfish.embedded.tmpdir", directory.resolve("payara").toString());
        if (masterPassword.isEmpty()) {
            return start(properties);
        }
        Path passwordFile = OwnerOnly.write(directory.resolve("payara.password"), asProperty(masterPassword.get()));
        try {
            properties.setProperty("-startup-args", "-passwordfile,,," + passwordFile);
            return start(properties);
        } finally {
            Files.delete(passwordFile);
        }
    }

    private static EmbeddedServer start(GlassFishProperties properties) throws GlassFishException {
        GlassFish glassFish = GlassFishRuntime.bootstrap().newGlassFish(properties);
        glassFish.start();
        return new EmbeddedServer(glassFish);
    }

    Administrator administrator() {
        return administrator;
    }

    /** Stops the server, with all that is deployed, and removes its files. */
    void stop() {
        PrintStream out = System.out;
        // The server says goodbye with notes to its developers.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            glassFish.dispose();
        } catch (GlassFishException e) {
            throw new IllegalStateException("The server does not stop", e);
        } finally {
            System.setOut(out);
        }
    }

    private static URL domain() throws IOException {
        URL domain = EmbeddedServer.class.getResource("domain.xml");
        if (domain == null) {
            throw new FileNotFoundException("domain.xml is not on the class path");
        }
        return domain;
    }

    private static String asProperty(String password) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("AS_ADMIN_MASTERPASSWORD", password);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return text.toString();
    }
}
