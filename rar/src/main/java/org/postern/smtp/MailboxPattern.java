package org.postern.smtp;

import java.util.Locale;
import java.util.Optional;

/**
 * Mailboxes that a bean wants mail for: {@code *@example.com}, {@code support+*@example.com}; {@code postmaster} for
 * the mailbox without a domain (RFC 5321 section 4.5.1); {@code *} for all. Immutable.
 *
 * <p>Compared without regard to case, though RFC 5321 section 2.4 would allow local parts to differ by it, to the quotes
 * around a local part (section 4.1.2), to a dot at the end of a domain, and to how an internationalised domain is written
 * (RFC 5890).
 *
 * @param domain empty for mailboxes without one
 */
record MailboxPattern(Glob local, Optional<Glob> domain, boolean all) {
    private static final String ALL = "*";
    private static final String POSTMASTER = "postmaster";

    /** Reads a pattern; empty if it could match no mailbox. */
    static Optional<MailboxPattern> parse(String text) {
        if (text.equals(ALL)) {
            return Optional.of(new MailboxPattern(new Glob(ALL), Optional.empty(), true));
        }
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return text.equalsIgnoreCase(POSTMASTER)
                    ? Optional.of(new MailboxPattern(new Glob(POSTMASTER), Optional.empty(), false))
                    : Optional.empty();
        }
        String written = text.substring(at + 1);
        if (at == 0
                || Utf8.length(written) > Domains.MAX_LENGTH) { // No need to normalise what is as long as a peer likes.
            return Optional.empty();
        }
        String domain = Spelling.domain(written);
        return !isDomain(domain.replace('*', 'x'))
                ? Optional.empty()
                : Optional.of(new MailboxPattern(
                        new Glob(normalisedLocalPart(text.substring(0, at))), Optional.of(new Glob(domain)), false));
    }

    /** Takes a mailbox as it was sent. */
    boolean matches(String mailbox) {
        if (all) {
            return true;
        }
        int at = mailbox.lastIndexOf('@');
        if (at < 0) {
            return domain.isEmpty() && local.matches(normalisedLocalPart(mailbox));
        }
        return domain.isPresent()
                && domain.get().matches(Spelling.domain(mailbox.substring(at + 1)))
                && local.matches(normalisedLocalPart(mailbox.substring(0, at)));
    }

    /** What a mailbox that matches has where the local part has its first asterisk; empty if all of it is one. */
    Optional<String> detail(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        if (all || at < 0 || local.isAny()) {
            return Optional.empty();
        }
        String bare = Spelling.localPart(mailbox.substring(0, at));
        String lower = bare.toLowerCase(Locale.ROOT);
        return local.first(lower).map(place -> lower.length() == bare.length() ? place.of(bare) : place.of(lower));
    }

    /** Whether a mailbox can match both. */
    boolean overlaps(MailboxPattern other) {
        if (all || other.all) {
            return true;
        }
        if (domain.isEmpty() || other.domain.isEmpty()) {
            return domain.isEmpty() && other.domain.isEmpty();
        }
        return domain.get().overlaps(other.domain.get()) && local.overlaps(other.local);
    }

    private static boolean isDomain(String domain) {
        return domain.startsWith("[") ? AddressLiteral.isValid(domain) : Domains.isLenientDomain(domain);
    }

    private static String normalisedLocalPart(String local) {
        return Spelling.localPart(local).toLowerCase(Locale.ROOT);
    }
}
