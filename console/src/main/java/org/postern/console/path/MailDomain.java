package org.postern.console.path;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A domain that takes mail, and what it publishes so that senders demand TLS: MTA-STS (RFC 8461) and reports about it (TLS-RPT,
 * RFC 8460). Immutable.
 *
 * @param hosts that take its mail, as its MX records name them
 */
public record MailDomain(String name, List<String> hosts) {
    static final int MOST_HOSTS = 10;

    /** Letters, digits, hyphens and underscores: only such names stand in what is to be pasted. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))+");

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public MailDomain {
        hosts = List.copyOf(hosts);
        if (hosts.size() > MOST_HOSTS) {
            throw new IllegalArgumentException("These are more than " + MOST_HOSTS + " hosts");
        }
    }

    /** Names as they stand in a zone: in small letters, without the dot at the end. */
    public static String name(String given) {
        String name = given.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("This is no name of a host or domain: " + Text.of(given));
        }
        return name;
    }

    String policyOwner() {
        return "_mta-sts." + name + ".";
    }

    String reportOwner() {
        return "_smtp._tls." + name + ".";
    }

    String policyHost() {
        return "mta-sts." + name;
    }

    /** The id has to change with each change of the file; the time is the easiest that does. */
    String policyLine(Instant now) {
        return policyOwner() + " IN TXT \"v=STSv1; id=" + ID.format(now) + "\"";
    }

    String reportLine() {
        return reportOwner() + " IN TXT \"v=TLSRPTv1; rua=mailto:tls-reports@" + name + "\"";
    }

    /** The first one: nothing fails while it only tests, and a day is soon over if something in it is wrong. */
    String policyFile() {
        StringBuilder file = new StringBuilder("version: STSv1\nmode: testing\n");
        hosts.forEach(host -> file.append("mx: ").append(host).append('\n'));
        return file.append("max_age: 86400\n").toString();
    }
}
