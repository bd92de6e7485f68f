package org.postern.bench.report;

/** A page whose parts between comments are made of measurements, as in {@code <!-- costs -->}. Immutable. */
public record Page(String text) {

    /**
     * The page with another text in a part of it.
     *
     * @throws IllegalArgumentException if it has no such part
     */
    public Page with(String part, String content) {
        String begin = "<!-- " + part + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- /" + part + " -->");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("The page has no part " + part);
        }
        return new Page(text.substring(0, from + begin.length()) + content + text.substring(to));
    }
}
