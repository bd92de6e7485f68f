package org.postern.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.management.openmbean.TabularData;

/** What is wrong at a local address, the worst first. */
enum Concern {
    /** TLS is wanted here, and not offered. */
    BROKEN,
    /** TLS is offered, with a certificate that has ended (expiredCertificate=keep). */
    ENDED,
    /** TLS is offered, with a certificate that ends within a week, and is in the last third of its life. */
    ENDING,
    /** Something between clients and this server interferes with STARTTLS. */
    DISTURBED,
    /** TLS is offered, and something should be known about it. */
    WARNED,
    /** TLS is neither wanted nor offered, or it is at an address that a wildcard has brought along and other machines cannot send to. */
    PLAIN,
    /** An adapter that gives no verdict. */
    UNKNOWN,
    /** Nothing. */
    NONE;

    /** Of these TLS may be missing on purpose; but not where it is the scheme's, whose clients speak nothing else. */
    private static final Set<String> NOT_WANTED = Set.of("DISABLED", "NO_BINDING");

    /**
     * Signs that a client gives by itself, as scanners do at each public port: it begins with TLS, or speaks on behind STARTTLS. No
     * firewall is to be looked for.
     */
    static final Set<String> OF_THE_CLIENT = Set.of("tls at greeting", "plaintext behind starttls");

    static Concern of(Bean address, Listened listened, Instant now) {
        String verdict = address.text("Verdict");
        if (verdict.isEmpty()) {
            return UNKNOWN;
        }
        if (!verdict.equals("USABLE")) {
            boolean onPurpose =
                    NOT_WANTED.contains(verdict) && (!Places.needsTls(address) || listened.isByTheWay(address));
            return onPurpose ? undisturbed(address, PLAIN) : BROKEN;
        }
        Optional<TimeLeft> left = TimeLeft.of(address, now).filter(TimeLeft::isShort);
        if (left.isPresent()) {
            return left.get().seconds() == 0 ? ENDED : ENDING;
        }
        boolean isWarned =
                address.number("WarningCount").filter(count -> count > 0).isPresent();
        return undisturbed(address, isWarned ? WARNED : NONE);
    }

    private static Concern undisturbed(Bean address, Concern otherwise) {
        return address.attributes().get("TlsAnomalies") instanceof TabularData signs
                        && signs.keySet().stream()
                                .anyMatch(key -> key instanceof List<?> sign
                                        && !OF_THE_CLIENT.contains(String.valueOf(sign.get(0))))
                ? DISTURBED
                : otherwise;
    }

    /** As the page knows it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
