package org.postern.mime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Characters that HTML has names or numbers for: those of HTML 4 that mail programs write. */
final class HtmlEntities {
    private static final int LONGEST = 10;

    /** In the order of their numbers, from U+00A0 on. */
    private static final String LATIN_1 =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro"
                    + " para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring"
                    + " AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde"
                    + " Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring"
                    + " aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde"
                    + " ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

    private static final String OTHERS =
            "quot 22 amp 26 lt 3C gt 3E apos 27 colon 3A comma 2C period 2E sol 2F plus 2B equals 3D num 23 lpar 28 rpar 29"
                    + " OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192 circ 2C6 tilde 2DC ensp 2002 emsp 2003"
                    + " thinsp 2009 zwnj 200C zwj 200D ndash 2013 mdash 2014 lsquo 2018 rsquo 2019 sbquo 201A ldquo 201C"
                    + " rdquo 201D bdquo 201E dagger 2020 bull 2022 hellip 2026 permil 2030 prime 2032 lsaquo 2039 rsaquo 203A"
                    + " euro 20AC trade 2122 larr 2190 uarr 2191 rarr 2192 darr 2193 minus 2212 infin 221E ne 2260 le 2264"
                    + " ge 2265";

    private static final Map<String, Integer> CHARACTERS = characters();

    /** What numbers from 128 to 159 mean (windows-1252, as in the HTML standard). */
    private static final String WINDOWS =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019"
                    + "\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private HtmlEntities() {}

    /** What is none stays as it is. */
    static String decode(String text) {
        int and = text.indexOf('&');
        if (and < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int from = 0;
        while (and >= 0) {
            decoded.append(text, from, and);
            int end = end(text, and + 1);
            int character = character(text.substring(and + 1, end));
            if (character < 0) {
                decoded.append('&');
                from = and + 1;
            } else {
                decoded.appendCodePoint(character);
                from = end < text.length() && text.charAt(end) == ';' ? end + 1 : end;
            }
            and = text.indexOf('&', from);
        }
        return decoded.append(text, from, text.length()).toString();
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length()
                && end - from < LONGEST
                && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '#')) {
            end++;
        }
        return end;
    }

    /** -1 if it is none. */
    private static int character(String name) {
        if (!name.startsWith("#")) {
            return CHARACTERS.getOrDefault(name, -1);
        }
        int code = number(name);
        if (code < 0) {
            return -1;
        }
        boolean valid = code > 0 && code <= Character.MAX_CODE_POINT && (code < 0xD800 || code > 0xDFFF);
        return valid ? code >= 128 && code < 160 ? WINDOWS.charAt(code - 128) : code : '\uFFFD';
    }

    /** By hand: an exception for each one that is none would be dear. */
    private static int number(String name) {
        boolean hexadecimal = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
        int from = hexadecimal ? 2 : 1;
        int code = from < name.length() ? 0 : -1;
        for (int i = from; i < name.length() && code >= 0; i++) {
            int digit = Character.digit(name.charAt(i), hexadecimal ? 16 : 10);
            code = digit < 0 ? -1 : Math.min(code * (hexadecimal ? 16 : 10) + digit, Character.MAX_CODE_POINT + 1);
        }
        return code;
    }

    private static Map<String, Integer> characters() {
        Map<String, Integer> characters = new HashMap<>();
        int code = 0xA0;
        for (String name : words(LATIN_1)) {
            characters.put(name, code++);
        }
        List<String> others = words(OTHERS);
        for (int i = 0; i < others.size(); i += 2) {
            characters.put(others.get(i), Integer.parseInt(others.get(i + 1), 16));
        }
        return Map.copyOf(characters);
    }

    private static List<String> words(String text) {
        return Pattern.compile(" ").splitAsStream(text).toList();
    }
}
