package org.postern.smtp;

import java.util.regex.Pattern;

/**
 * The syntax of address literals in brackets, RFC 5321 section 4.1.3. Of the tags that the RFC leaves room for, IPv6 is the
 * only one that was ever registered: what has another tag is an IPv6 address without its own, or nothing.
 */
final class AddressLiteral {
    private static final int MAX_LENGTH = 255;
    private static final String IPV6_TAG = "IPv6:";
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)(?:\\.(?!$)|$)){4}");
    /** RFC 4007 section 11.2. */
    private static final Pattern ZONE = Pattern.compile("%[A-Za-z0-9._~-]+$");

    private static final Pattern HEXTET = Pattern.compile("[0-9A-Fa-f]{1,4}");

    private AddressLiteral() {}

    /** Checks a text that includes the brackets. */
    static boolean isValid(String text) {
        if (text.length() < 3 || text.length() > MAX_LENGTH || !text.startsWith("[") || !text.endsWith("]")) {
            return false;
        }
        String inner = text.substring(1, text.length() - 1);
        if (inner.regionMatches(true, 0, IPV6_TAG, 0, IPV6_TAG.length())) {
            return isIpv6(inner.substring(IPV6_TAG.length()));
        }
        return IPV4.matcher(inner).matches();
    }

    /**
     * The same with what programs make of their own address when their machine has no name: an IPv6 address without its tag, or
     * with the zone that it has there. Nothing else has two colons.
     */
    static boolean isLenient(String text) {
        if (isValid(text)) {
            return true;
        }
        if (text.length() > MAX_LENGTH || !text.startsWith("[") || !text.endsWith("]")) {
            return false;
        }
        String address = ZONE.matcher(text.substring(1, text.length() - 1)).replaceFirst("");
        boolean tagged = address.regionMatches(true, 0, IPV6_TAG, 0, IPV6_TAG.length());
        return isIpv6(tagged ? address.substring(IPV6_TAG.length()) : address);
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return hextets(text, true) == 8;
        }
        int before = gap == 0 ? 0 : hextets(text.substring(0, gap), false);
        String tail = text.substring(gap + 2);
        int after = tail.isEmpty() ? 0 : hextets(tail, true);
        // The gap stands for at least two groups of zeros (section 4.1.3); one is what RFC 4291 allows as well.
        return before >= 0 && after >= 0 && before + after <= 7;
    }

    /** Counts the 16-bit groups, a trailing IPv4 address being two of them; -1 if one is malformed. */
    private static int hextets(String text, boolean mayEndInIpv4) {
        String[] groups = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            boolean last = i == groups.length - 1;
            if (HEXTET.matcher(groups[i]).matches()) {
                count++;
            } else if (last && mayEndInIpv4 && IPV4.matcher(groups[i]).matches()) {
                count += 2;
            } else {
                return -1;
            }
        }
        return count;
    }
}
