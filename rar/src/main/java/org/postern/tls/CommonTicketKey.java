package org.postern.tls;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.postern.tls.NativeTls.ServerSide;
import org.postern.tls.TlsPolicy.ClientCertificates;

/**
 * The key of session tickets that all instances with one certificate and one secret have. It is derived (HKDF, RFC 5869) from the
 * private key and the secret: the secret alone opens no ticket, and the private key alone opens none whose secret is forgotten.
 *
 * <p>None where clients may have certificates: what is believed of those is decided by one instance, for one address. Thread-safe.
 */
public final class CommonTicketKey implements Supplier<byte[]> {
    /** A name, and a key for HMAC and one for AES, of 16 octets each. */
    public static final int SIZE = 48;

    private static final byte[] NONE = {};
    private static final String PURPOSE = "Postern session ticket 1 ";

    private final ServerSide server;
    private final TicketSecrets secrets;
    private final LongSupplier nanos;
    private volatile Derived latest = new Derived(new TicketSecret(Long.MIN_VALUE, ""), NONE, 0);

    /** Not compared: it has an array. */
    private static final class Derived {
        private final TicketSecret secret;
        private final byte[] key;
        private final long since;

        Derived(TicketSecret secret, byte[] key, long since) {
            this.secret = secret;
            this.key = key;
            this.since = since;
        }
    }

    /** @param nanos as {@link System#nanoTime} */
    public CommonTicketKey(ServerSide server, TicketSecrets secrets, LongSupplier nanos) {
        this.server = server;
        this.secrets = secrets;
        this.nanos = nanos;
    }

    /** The same array as long as it is the same key; of no octets if this instance has to go by itself. */
    @Override
    public byte[] get() {
        if (server.clientCertificates() != ClientCertificates.NONE) {
            return NONE;
        }
        Optional<TicketSecret> secret = secrets.now(server.sessionLifetime());
        return secret.isPresent() ? of(secret.get()) : NONE;
    }

    private byte[] of(TicketSecret secret) {
        Derived known = latest;
        return secret.equals(known.secret) ? whileItLasts(known) : next(secret);
    }

    /** A clock that is set back makes no session longer. */
    private byte[] whileItLasts(Derived known) {
        Duration age = Duration.ofNanos(nanos.getAsLong() - known.since);
        return age.compareTo(server.sessionLifetime()) < 0 ? known.key : NONE;
    }

    private synchronized byte[] next(TicketSecret secret) {
        if (secret.number() > latest.secret.number()) {
            latest = new Derived(secret, derive(secret), nanos.getAsLong());
        }
        return secret.equals(latest.secret) ? whileItLasts(latest) : NONE;
    }

    private byte[] derive(TicketSecret secret) {
        byte[] ofServer = encoded(server.key());
        if (ofServer.length == 0) {
            return NONE;
        }
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(ofServer, octets(secret.text()), purpose()));
        byte[] key = new byte[SIZE];
        generator.generateBytes(key, 0, SIZE);
        return key;
    }

    /** A private key of hardware, say, shows no octets. */
    private static byte[] encoded(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        return encoded == null ? NONE : encoded;
    }

    /** A session is resumed with the certificate that it began with. */
    private byte[] purpose() {
        X509Certificate own = server.chain().get(0);
        try {
            byte[] certificate = own.getEncoded();
            byte[] words = octets(PURPOSE);
            byte[] all = new byte[words.length + certificate.length];
            System.arraycopy(words, 0, all, 0, words.length);
            System.arraycopy(certificate, 0, all, words.length, certificate.length);
            return all;
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
