package org.postern.mime;

import java.util.Optional;

/** The charset of text that is not Unicode, by the number that Windows has for it. */
record TnefCodepage(String charset) {
    static final TnefCodepage WESTERN = new TnefCodepage("windows-1252");

    static TnefCodepage of(long number) {
        return switch ((int) number) {
            case 65001 -> new TnefCodepage("utf-8");
            case 20127 -> new TnefCodepage("us-ascii");
            case 28591 -> new TnefCodepage("iso-8859-1");
            case 932 -> new TnefCodepage("shift_jis");
            case 936 -> new TnefCodepage("gbk");
            case 949 -> new TnefCodepage("windows-949");
            case 950 -> new TnefCodepage("big5");
            default ->
                (number >= 1250 && number <= 1258) || number == 874 ? new TnefCodepage("windows-" + number) : WESTERN;
        };
    }

    /** Up to the octet 0 that ends it. */
    String text(byte[] octets) {
        String text = TextDecoder.decode(octets, Optional.of(charset));
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
