package org.postern.console.path;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The TLSA records of the hosts of a domain. A host whose key of now is not known gets none: with the record of another key alone,
 * senders would deliver nothing there (RFC 7672, section 2.2). For one thread.
 */
final class KeyRecords {
    private final JsonArrayBuilder lines = Json.createArrayBuilder();
    private final JsonArrayBuilder notes = Json.createArrayBuilder();

    private KeyRecords() {}

    static KeyRecords of(MailDomain domain, Map<String, Set<String>> served, Optional<NextCertificate> next) {
        KeyRecords records = new KeyRecords();
        domain.hosts().forEach(host -> records.add(host, served.getOrDefault(host, Set.of()), next));
        return records;
    }

    private void add(String host, Set<String> served, Optional<NextCertificate> next) {
        if (served.isEmpty()) {
            notes.add("No certificate that is bound here is usable and for " + host + ", so no record is made of "
                    + (next.isPresent()
                            ? "it, and none of the next key: alone it would keep DANE senders away. "
                            : "it. ")
                    + "Look at it: the record of what it shows stands there.");
            return;
        }
        Set<String> keys = new LinkedHashSet<>(served);
        next.ifPresent(certificate -> {
            if (certificate.isFor(host)) {
                keys.add(certificate.keyFingerprint());
            } else {
                notes.add(
                        "The next certificate is not for " + host + ": its key is not among the records of that host.");
            }
        });
        keys.forEach(key -> lines.add(new Tlsa(host, 25).line(key)));
    }

    JsonArrayBuilder lines() {
        return lines;
    }

    /** In which hosts are named whose records lack something, and why. */
    JsonArrayBuilder notes() {
        return notes;
    }
}
