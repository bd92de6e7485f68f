package org.postern.tls;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * What a certificate demands of the server that has it (RFC 7633): extensions of TLS, by their numbers. Immutable.
 */
record TlsFeatures(Set<Integer> extensions) {
    private static final String TLS_FEATURES = "1.3.6.1.5.5.7.1.24";

    /** The extension by which a client asks for the answer of a responder. */
    private static final int STATUS_REQUEST = 5;

    static TlsFeatures of(X509Certificate certificate) {
        try {
            return new TlsFeatures(Optional.ofNullable(certificate.getExtensionValue(TLS_FEATURES)).stream()
                    .map(value -> ASN1OctetString.getInstance(value).getOctets())
                    .flatMap(value ->
                            Arrays.stream(ASN1Sequence.getInstance(value).toArray()))
                    .map(feature -> ASN1Integer.getInstance(feature).intValueExact())
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            return new TlsFeatures(Set.of()); // Not to be read, so it demands none.
        }
    }

    /** Whether clients that heed it want the answer of a responder with it (must-staple). */
    boolean demandStaple() {
        return extensions.contains(STATUS_REQUEST);
    }

    /** What an authority must have, those that it issues must have, too (section 4.2.2). */
    boolean includes(TlsFeatures ofIssuer) {
        return extensions.containsAll(ofIssuer.extensions);
    }
}
