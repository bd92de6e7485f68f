package org.postern.console.path;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What to publish for a domain, ready to be pasted into a zone and onto a web server. */
public final class Publication {
    private Publication() {}

    /**
     * All records of a domain.
     *
     * @param keys the fingerprints of the keys that are, or will be, served to senders who ask for each host
     */
    public static JsonObject of(MailDomain domain, Map<String, Set<String>> keys, Instant now) {
        JsonArrayBuilder lines = Json.createArrayBuilder();
        domain.hosts().forEach(host -> keys.getOrDefault(host, Set.of())
                .forEach(key -> lines.add(new Tlsa(host, 25).line(key))));
        return Json.createObjectBuilder()
                .add("tlsa", lines)
                .add("policyLine", domain.policyLine(now))
                .add("policyPlace", "https://" + domain.policyHost() + "/.well-known/mta-sts.txt")
                .add("policyFile", domain.policyFile())
                .add("reportLine", domain.reportLine())
                .build();
    }

    /** The fingerprint of the key of a certificate that will be served: its record has to be there before. */
    public static String keyOf(String pem) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            return new Shown(certificate).keyFingerprint();
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "This is no certificate in PEM: " + Text.of(String.valueOf(e.getMessage())), e);
        }
    }
}
