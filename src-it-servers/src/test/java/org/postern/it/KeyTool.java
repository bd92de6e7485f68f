package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** The JDK's program for key stores, as an administrator uses it. */
record KeyTool(Path jdk) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Copies a key and its certificate into another key store of the same password. */
    void importKey(TestKeyStore from, String alias, Path into) {
        try {
            Command.Result result = Command.runWithin(
                    PATIENCE,
                    jdk.resolve("bin/keytool").toString(),
                    "-importkeystore",
                    "-noprompt",
                    "-srckeystore",
                    from.file().toString(),
                    "-srcstorepass",
                    TestKeyStore.PASSWORD,
                    "-srcalias",
                    alias,
                    "-destkeystore",
                    into.toString(),
                    "-deststorepass",
                    TestKeyStore.PASSWORD);
            if (!result.succeeded()) {
                throw new IllegalStateException(result.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
