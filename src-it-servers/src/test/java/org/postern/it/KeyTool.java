package org.postern.it;

import java.nio.file.Path;

/** The JDK's program for key stores, as an administrator uses it. */
record KeyTool(Path jdk) {
    /** Copies a key and its certificate into another key store of the same password. */
    void importKey(TestKeyStore from, String alias, Path into) {
        Program.run(
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
    }
}
