package org.postern.console.path;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What to publish for a domain, ready to be pasted into a zone and onto a web server. */
public final class Publication {
    private Publication() {}

    /**
     * All records of a domain.
     *
     * @param served the fingerprints of the keys that are served now to senders who ask for each host
     * @param next a certificate that will be served
     */
    public static JsonObject of(
            MailDomain domain, Map<String, Set<String>> served, Optional<NextCertificate> next, Instant now) {
        KeyRecords records = KeyRecords.of(domain, served, next);
        return Json.createObjectBuilder()
                .add("tlsa", records.lines())
                .add("tlsaNotes", records.notes())
                .add("policyLine", domain.policyLine(now))
                .add("policyPlace", "https://" + domain.policyHost() + "/.well-known/mta-sts.txt")
                .add("policyFile", domain.policyFile())
                .add("reportLine", domain.reportLine())
                .build();
    }
}
