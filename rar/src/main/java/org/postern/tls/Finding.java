package org.postern.tls;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was found out, in the administrator's language: every verdict with its sentence, on this one page.
 *
 * @param certificate present when all but the dates is known to be right
 */
record Finding(Verdict verdict, String reason, Optional<ServerCertificate> certificate) {
    private static final int ALIASES_LISTED = 10;

    static Finding noBinding(LocalAddress address) {
        List<String> entries = BindingScope.inLookupOrder(address).stream()
                .map(scope -> scope + "=ALIAS")
                .toList();
        int last = entries.size() - 1;
        return without(
                Verdict.NO_BINDING,
                "No certificate is bound to " + address + ". Add " + String.join(", ", entries.subList(0, last))
                        + " or " + entries.get(last) + " to certificateBindings.");
    }

    static Finding keyStoreUnreadable(String sentence) {
        return without(Verdict.KEYSTORE_UNREADABLE, sentence);
    }

    static Finding aliasNotFound(String alias, String source, List<String> keyAliases) {
        String known = keyAliases.isEmpty()
                ? ", and no private key at all. Import a key"
                : "; its private keys are " + listed(keyAliases) + ". Correct certificateBindings, or import a key";
        return without(
                Verdict.ALIAS_NOT_FOUND, "There is no alias " + alias + " in " + source + known + " under this alias.");
    }

    static Finding notAKey(String alias, String source, String what) {
        return without(
                Verdict.NOT_A_KEY,
                "The alias " + alias + " in " + source + " is " + what
                        + ". Import an RSA, EC or EdDSA private key with its certificate under this alias.");
    }

    static Finding keyUnreadable(String alias, String source) {
        return without(
                Verdict.KEY_UNREADABLE,
                "The private key of " + alias + " in " + source
                        + " cannot be read or used. Set keyStorePassword, or keyPassword where the key has a password of its own.");
    }

    static Finding keyMismatch(String alias, String source) {
        return without(
                Verdict.KEY_MISMATCH,
                "The private key of " + alias + " in " + source
                        + " does not belong to its certificate. Import the key and the certificate that were made together.");
    }

    /** Right but for the dates: see {@link #at}. */
    static Finding proved(ServerCertificate certificate, String source) {
        return new Finding(
                Verdict.USABLE,
                "The certificate " + certificate + " in " + source + " is usable until " + certificate.notAfter() + ".",
                Optional.of(certificate));
    }

    /** The same finding with the certificate's dates compared with a moment. */
    Finding at(Instant now) {
        return certificate.map(proved -> at(now, proved)).orElse(this);
    }

    private Finding at(Instant now, ServerCertificate proved) {
        if (now.isBefore(proved.notBefore())) {
            return new Finding(
                    Verdict.NOT_YET_VALID,
                    "The certificate " + proved + " is not valid before " + proved.notBefore()
                            + ". Wait until then, correct this machine's clock, or bind another certificate.",
                    certificate);
        }
        if (now.isAfter(proved.notAfter())) {
            return new Finding(
                    Verdict.EXPIRED,
                    "The certificate " + proved + " expired on " + proved.notAfter()
                            + ". Import a renewed one under the same alias; no restart is needed.",
                    certificate);
        }
        return this;
    }

    private static Finding without(Verdict verdict, String reason) {
        return new Finding(verdict, reason, Optional.empty());
    }

    private static String listed(List<String> aliases) {
        String listed = aliases.stream().limit(ALIASES_LISTED).collect(Collectors.joining(", "));
        int more = aliases.size() - ALIASES_LISTED;
        return more > 0 ? listed + " and " + more + " more" : listed;
    }
}
