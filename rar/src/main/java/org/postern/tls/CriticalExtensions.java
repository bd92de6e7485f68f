package org.postern.tls;

import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The extensions that a certificate calls critical: who does not know one must refuse the certificate (RFC 5280 section 4.2). */
final class CriticalExtensions {
    /** Usages, alternative names, constraints: those that each client knows. */
    private static final Set<String> KNOWN =
            Set.of("2.5.29.15", ChainNames.ALTERNATIVE_NAMES, "2.5.29.19", ChainNames.CONSTRAINTS, "2.5.29.37");

    /** Those that some do not know, or not when they are critical. No client knows the rest. */
    private static final Map<String, Set<Verifier>> UNKNOWN_TO = Map.ofEntries(
            // Subject key identifier
            Map.entry("2.5.29.14", EnumSet.of(Verifier.OPENSSL, Verifier.JAVA)),
            // Issuer alternative names
            Map.entry("2.5.29.18", Verifier.allBut(Verifier.GNUTLS)),
            // Where the lists of revoked certificates are
            Map.entry("2.5.29.31", EnumSet.of(Verifier.JAVA, Verifier.NSS)),
            // Policies
            Map.entry("2.5.29.32", EnumSet.of(Verifier.NSS)),
            // Policy mappings
            Map.entry("2.5.29.33", EnumSet.of(Verifier.GNUTLS, Verifier.GO, Verifier.NSS)),
            // Authority key identifier
            Map.entry("2.5.29.35", EnumSet.of(Verifier.OPENSSL, Verifier.JAVA)),
            // Policy constraints, which ask Java for policies that are never set
            Map.entry("2.5.29.36", Verifier.allBut(Verifier.OPENSSL)),
            // No "any" policy
            Map.entry("2.5.29.54", EnumSet.of(Verifier.GO, Verifier.NSS)),
            // Where the authority can be asked
            Map.entry("1.3.6.1.5.5.7.1.1", EnumSet.of(Verifier.OPENSSL, Verifier.JAVA)),
            // What the server must answer with
            Map.entry("1.3.6.1.5.5.7.1.24", Verifier.allBut(Verifier.GNUTLS)),
            // Type of certificate in Netscape's way
            Map.entry("2.16.840.1.113730.1.1", EnumSet.of(Verifier.GNUTLS, Verifier.JAVA, Verifier.GO)));

    private CriticalExtensions() {}

    /** Those of them that a verifier does not know, by the verifiers. */
    static Map<Set<Verifier>, List<String>> unknown(X509Certificate certificate) {
        Map<Set<Verifier>, List<String>> unknown = new LinkedHashMap<>();
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        for (String extension : critical == null ? Set.<String>of() : new TreeSet<>(critical)) {
            if (!KNOWN.contains(extension)) {
                unknown.merge(
                        UNKNOWN_TO.getOrDefault(extension, Verifier.all()),
                        List.of(extension),
                        (some, more) ->
                                Stream.concat(some.stream(), more.stream()).toList());
            }
        }
        return unknown;
    }
}
