package org.postern.mime;

/** Two hexadecimal digits, in upper or lower case. */
final class Hex {
    private Hex() {}

    /** The octet, or -1 if these are no two digits. */
    static int octet(int high, int low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 || high > 0x7f || low > 0x7f ? -1 : first << 4 | second;
    }
}
