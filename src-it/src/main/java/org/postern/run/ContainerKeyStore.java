package org.postern.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;

/** The key store that Payara opens, as the system properties of the JDK name it. */
final class ContainerKeyStore {
    private ContainerKeyStore() {}

    static Optional<String> password() {
        return Optional.ofNullable(System.getProperty("javax.net.ssl.keyStorePassword"));
    }

    /** Tells what is wrong in one sentence. Payara would fail the deployment with a dozen of stack traces. */
    static void check() throws DeploymentFailedException {
        String file = System.getProperty("javax.net.ssl.keyStore");
        if (file == null) {
            return;
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            String type = System.getProperty("javax.net.ssl.keyStoreType", KeyStore.getDefaultType());
            KeyStore.getInstance(type).load(in, password().orElse("changeit").toCharArray());
        } catch (NoSuchFileException e) {
            throw refused(file, "there is no such file");
        } catch (IOException | GeneralSecurityException e) {
            throw refused(file, String.valueOf(e.getMessage()));
        }
    }

    private static DeploymentFailedException refused(String file, String reason) {
        return new DeploymentFailedException("Payara cannot open its key store " + file + ": " + reason
                + ". Correct javax.net.ssl.keyStore or javax.net.ssl.keyStorePassword.");
    }
}
