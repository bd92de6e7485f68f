package org.postern.it;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/** Files as ACME clients leave them. */
final class Pem {
    private Pem() {}

    /** Keys and certificates one after another, over what was there. */
    static void write(Path file, Object... objects) throws IOException {
        try (Writer out = Files.newBufferedWriter(file);
                JcaPEMWriter pem = new JcaPEMWriter(out)) {
            for (Object object : objects) {
                // By itself the writer leaves the curve out of EC keys.
                pem.writeObject(
                        object instanceof PrivateKey key ? new PemObject("PRIVATE KEY", key.getEncoded()) : object);
            }
        }
    }
}
