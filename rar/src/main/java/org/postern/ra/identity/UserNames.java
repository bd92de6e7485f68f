package org.postern.ra.identity;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Names as those see them who look users up. Directories and databases take many spellings for one name: by case, form of
 * Unicode, accents, blanks and characters that are not seen (RFC 4518 section 2, collations of SQL). A client that
 * may guess a number of times may not do so once more with each spelling.
 */
final class UserNames {
    /** Of a name that comes from a peer; its rest makes no difference. */
    private static final int LONGEST = 256;

    private static final String A_LABEL = "xn--";

    private UserNames() {}

    /**
     * The same for all spellings of a name. For some names that are different, too: that costs little, because those who
     * share it share their failures only.
     */
    static String folded(String name) {
        // Lower case first for what has no upper case before it is in lower case: a capital sharp s is two letters
        // then.
        return Normalizer.normalize(withoutALabels(name), Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || c == '@')
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** RFC 5890 section 2.3.2.1: a domain can be written in two ways. */
    private static String withoutALabels(String name) {
        int domain = name.lastIndexOf('@') + 1;
        return name.length() <= LONGEST && name.toLowerCase(Locale.ROOT).indexOf(A_LABEL, domain) >= 0
                ? name.substring(0, domain) + IDN.toUnicode(name.substring(domain), IDN.ALLOW_UNASSIGNED)
                : name;
    }
}
