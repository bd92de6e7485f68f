package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of Bouncy Castle, for clients that the JDK's refuses: those that ask for a name which is no host name by the letter,
 * such as that of a container with an underscore, or a full one with its dot. By RFC 6066 section 3 a server goes on without a
 * name then. It does its cryptography itself, so it cannot use keys that do not leave their device. Thread-safe.
 */
final class LenientTls {
    /** Tells of each connection, and of each mistake of a peer with a stack trace. The adapter says itself what counts. */
    private final Logger library = Logger.getLogger("org.bouncycastle.jsse.provider");

    private @Nullable Provider cryptography;

    /** To be initialized with a key of its {@link #own} kind. The first takes as long as hundreds of classes take. */
    SSLContext newContext() throws GeneralSecurityException {
        if (library.getLevel() == null) {
            library.setLevel(Level.SEVERE);
        }
        return SSLContext.getInstance("TLS", new BouncyCastleJsseProvider(cryptography()));
    }

    SingleKeyManager own(SingleKeyManager key) throws GeneralSecurityException {
        return key.in(cryptography());
    }

    private synchronized Provider cryptography() {
        if (cryptography == null) {
            cryptography = new BouncyCastleProvider();
        }
        return cryptography;
    }
}
