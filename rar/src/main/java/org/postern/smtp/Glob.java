package org.postern.smtp;

/** A text in which each asterisk stands for any characters, or for none. Immutable. */
record Glob(String text) {
    private static final char ANY = '*';

    /** In time that grows with the product of both lengths at most, however many asterisks there are. */
    boolean matches(String candidate) {
        int inText = 0;
        int inCandidate = 0;
        int asterisk = -1;
        int resume = 0;
        while (inCandidate < candidate.length()) {
            if (inText < text.length() && text.charAt(inText) == ANY) {
                asterisk = inText++;
                resume = inCandidate;
            } else if (inText < text.length() && text.charAt(inText) == candidate.charAt(inCandidate)) {
                inText++;
                inCandidate++;
            } else if (asterisk >= 0) {
                inText = asterisk + 1;
                inCandidate = ++resume;
            } else {
                return false;
            }
        }
        return text.substring(inText).chars().allMatch(c -> c == ANY);
    }

    /** Whether there is a text that both match. */
    boolean overlaps(Glob other) {
        boolean[] reachable = new boolean[other.text.length() + 1];
        reachable[0] = true;
        spread(reachable, other.text, false);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean[] next = new boolean[reachable.length];
            for (int j = 0; j < reachable.length; j++) {
                if (reachable[j]) {
                    boolean anyThere = j < other.text.length() && other.text.charAt(j) == ANY;
                    next[j] |= c == ANY || anyThere;
                    if (j < other.text.length() && other.text.charAt(j) == c) {
                        next[j + 1] = true;
                    }
                }
            }
            spread(next, other.text, c == ANY);
            reachable = next;
        }
        return reachable[other.text.length()];
    }

    /** An asterisk on the other side may be empty; one on this side may take whatever the other has. */
    private static void spread(boolean[] reachable, String other, boolean takesAll) {
        for (int j = 0; j < other.length(); j++) {
            if (reachable[j] && (takesAll || other.charAt(j) == ANY)) {
                reachable[j + 1] = true;
            }
        }
    }
}
