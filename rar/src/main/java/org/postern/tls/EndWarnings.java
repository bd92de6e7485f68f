package org.postern.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an administrator should know of the dates of a certificate that is valid, and of those that issued it, at one moment. */
final class EndWarnings {
    /** The days before the end at which the administrator is reminded. */
    private static final List<Integer> REMINDERS = List.of(1, 7, 14, 30);

    private final Instant now;
    private final ServerCertificate proved;

    EndWarnings(Instant now, ServerCertificate proved) {
        this.now = now;
        this.proved = proved;
    }

    /** They change only from reminder to reminder, so that each is logged once. */
    Stream<String> all() {
        Optional<String> own = reminder("The certificate " + proved, proved.notAfter())
                .map(reminder -> reminder + " Renew it in time.");
        return Stream.concat(own.stream(), ofIssuers());
    }

    /** Who does not verify does not mind, and some of those that do know another way. */
    private Stream<String> ofIssuers() {
        return proved.issuers().stream().flatMap(issuer -> {
            String which =
                    "The certificate of " + issuer.getSubjectX500Principal().getName() + " in the chain of " + proved;
            Instant begin = issuer.getNotBefore().toInstant();
            Instant end = issuer.getNotAfter().toInstant();
            // A client that trusts a root looks at its end, and has it from elsewhere.
            boolean root = CertificateCheck.isSelfSigned(issuer);
            String remedy = " Import the chain that the authority gives now, under the same alias.";
            if (now.isBefore(begin) && !root) {
                return Stream.of(which + " is not valid before " + begin
                        + ": clients that verify it, such as those with OpenSSL or Java, refuse it." + remedy);
            }
            if (now.isAfter(end)) {
                return Stream.of(which + " expired on " + end
                        + ": clients that verify it refuse it unless they know another way to a root." + remedy);
            }
            return root ? Stream.of() : reminder(which, end).map(reminder -> reminder + remedy).stream();
        });
    }

    private Optional<String> reminder(String which, Instant end) {
        Duration left = Duration.between(now, end);
        return REMINDERS.stream()
                .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
                .findFirst()
                .map(days -> which + " ends within " + days + (days == 1 ? " day" : " days") + ", on " + end + ".");
    }
}
