package org.postern.console.path;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** One that will be served: the record of its key has to be there before. Immutable. */
public final class NextCertificate {
    private final Shown shown;

    private NextCertificate(Shown shown) {
        this.shown = shown;
    }

    /** Read from PEM. */
    public static NextCertificate of(String pem) {
        try {
            return new NextCertificate(new Shown((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "This is no certificate in PEM: " + Text.of(String.valueOf(e.getMessage())), e);
        }
    }

    boolean isFor(String host) {
        return shown.isFor(host);
    }

    String keyFingerprint() {
        return shown.keyFingerprint();
    }
}
