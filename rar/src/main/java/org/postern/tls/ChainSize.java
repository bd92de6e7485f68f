package org.postern.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * How much a chain of certificates is for clients that limit what they take. The JDK's own client is one of them: it can
 * prove nothing of a chain that others take (OpenSSL up to 100 KiB, in any number).
 */
final class ChainSize {
    /** Defaults of {@code jdk.tls.maxCertificateChainLength} and {@code jdk.tls.maxHandshakeMessageSize}. */
    private static final int CERTIFICATES_OF_JAVA = 10;

    private static final int OCTETS_OF_JAVA = 32 * 1024;

    /**
     * What the session ticket of a JDK's server holds besides the chain, which it repeats: up to 300 octets, and the name that
     * the client asked for.
     */
    private static final int OF_THE_TICKET = 512;

    /** Where clients notice a large key. */
    private static final int RSA_BITS_OF_GO = 8_192;

    /** What the JDK's server sends and goes on after that; all other clients that were tried take it. */
    private static final int OCTETS_OF_THE_SERVER = 60 * 1024;

    /** What TLS 1.3 writes around the list, and around each certificate (RFC 8446 section 4.4.2). */
    private static final int AROUND_ALL = 4;

    private static final int AROUND_EACH = 5;

    /** The same around an OCSP response, which stands beside the certificate that it is about (section 4.4.2.1). */
    private static final int AROUND_RESPONSE = 8;

    /** Clients with OpenSSL take 16 KiB in TLS 1.2, where it is a message of its own, with what is around it. */
    private static final int OCTETS_OF_RESPONSE = 16_000;

    private final List<X509Certificate> chain;

    ChainSize(List<X509Certificate> chain) {
        this.chain = chain;
    }

    /** Whether a handshake with a client of this JVM may fail for no other reason. */
    boolean isTooMuchForJava() {
        return chain.size() > CERTIFICATES_OF_JAVA || octets() > OCTETS_OF_JAVA - OF_THE_TICKET;
    }

    /** Whether there is no handshake at all with it. */
    boolean isTooMuchForTheServer() {
        return octets() > OCTETS_OF_THE_SERVER;
    }

    /** Why not. */
    String fault() {
        return "has " + octets() + " octets, and " + OCTETS_OF_THE_SERVER
                + " at most can be sent. Have a certificate issued with fewer names";
    }

    /** How large an OCSP response may be without ending handshakes that succeed with the chain alone. */
    int roomForResponse() {
        int most = isTooMuchForJava() ? OCTETS_OF_THE_SERVER : OCTETS_OF_JAVA - OF_THE_TICKET;
        return Math.max(0, Math.min(OCTETS_OF_RESPONSE, most - octets() - AROUND_RESPONSE));
    }

    List<String> warnings(ServerCertificate certificate) {
        List<String> warnings = new ArrayList<>();
        if (chain.size() > CERTIFICATES_OF_JAVA) {
            warnings.add("The chain of " + certificate + " has " + chain.size()
                    + " certificates, and clients such as those with Java take " + CERTIFICATES_OF_JAVA
                    + " at most: their handshake fails. Import a shorter chain under the same alias.");
        }
        int octets = octets();
        if (octets > OCTETS_OF_JAVA) {
            warnings.add("The chain of " + certificate + " has " + octets
                    + " octets, and clients such as those with Java take "
                    + OCTETS_OF_JAVA + " at most: their handshake fails. Have a certificate issued with fewer names.");
        } else if (octets > OCTETS_OF_JAVA - OF_THE_TICKET) {
            warnings.add("The chain of " + certificate + " has " + octets
                    + " octets, and clients such as those with Java take " + OCTETS_OF_JAVA
                    + " at most, also of the session ticket that repeats it: their handshake may fail. Have a certificate"
                    + " issued with fewer names.");
        }
        largeKey().ifPresent(fault -> warnings.add("The chain of " + certificate + " " + fault));
        return warnings;
    }

    /** Go looks at those of the whole chain, since 1.20.7 of August 2023 (CVE-2023-29409). */
    private Optional<String> largeKey() {
        return chain.stream()
                .flatMap(one -> one.getPublicKey() instanceof RSAPublicKey rsa
                        ? Stream.of(rsa.getModulus().bitLength())
                        : Stream.empty())
                .filter(bits -> bits > RSA_BITS_OF_GO)
                .findFirst()
                .map(bits -> "has an RSA key of " + bits + " bits, and clients such as those with Go since 1.20.7 take "
                        + RSA_BITS_OF_GO
                        + " at most: their handshake fails. Have a certificate issued for an EC key of the"
                        + " curve P-256, or below smaller ones.");
    }

    /**
     * Chains that a client of this JVM takes, and in which each certificate is that it takes at all, beside its neighbour: what
     * is wrong with a handshake besides the size shows with one of them.
     */
    List<List<X509Certificate>> parts(PrivateKey key) throws GeneralSecurityException {
        X509Certificate own = chain.get(0);
        X509Certificate first = fits(List.of(own)) ? own : standIn(key);
        List<List<X509Certificate>> parts = new ArrayList<>();
        List<X509Certificate> part = List.of(first);
        X509Certificate before = first;
        for (X509Certificate next : chain.subList(1, chain.size())) {
            if (!fits(with(part, next))) {
                parts.add(part);
                part = before.equals(first) || !fits(List.of(first, before, next))
                        ? List.of(first)
                        : List.of(first, before);
            }
            if (fits(with(part, next))) {
                part = with(part, next);
                before = next;
            }
        }
        parts.add(part);
        return parts;
    }

    private static boolean fits(List<X509Certificate> chain) {
        return !new ChainSize(chain).isTooMuchForJava();
    }

    private static List<X509Certificate> with(List<X509Certificate> chain, X509Certificate one) {
        List<X509Certificate> longer = new ArrayList<>(chain);
        longer.add(one);
        return longer;
    }

    /** A certificate for the same key that every client takes. */
    private X509Certificate standIn(PrivateKey key) throws GeneralSecurityException {
        X500Name name = new X500Name("CN=postern");
        X509Certificate own = chain.get(0);
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    name,
                                    BigInteger.ONE,
                                    own.getNotBefore(),
                                    own.getNotAfter(),
                                    name,
                                    own.getPublicKey())
                            .build(signature(own.getPublicKey()).build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static JcaContentSignerBuilder signature(PublicKey key) {
        if (key.getAlgorithm().equals("RSASSA-PSS")) {
            // The JDK has no name for it that says which hash.
            return new JcaContentSignerBuilder("SHA256withRSAandMGF1").setProvider(new BouncyCastleProvider());
        }
        return new JcaContentSignerBuilder(
                key instanceof EdECPublicKey edwards
                        ? edwards.getParams().getName()
                        : "SHA256with" + (key instanceof ECPublicKey ? "ECDSA" : "RSA"));
    }

    /** What TLS 1.3 makes of it. */
    int octets() {
        int octets = AROUND_ALL;
        for (X509Certificate certificate : chain) {
            octets += AROUND_EACH + encoded(certificate).length;
        }
        return octets;
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("It was read from octets", e);
        }
    }
}
