package org.postern.smtp;

import java.util.Optional;

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

    /** Where something of a text is. */
    record Place(int from, int to) {
        String of(String whole) {
            return whole.substring(from, to);
        }
    }

    boolean isAny() {
        return !text.isEmpty() && text.chars().allMatch(c -> c == ANY);
    }

    /** What the first asterisk stands for in a text that matches: as little as possible, if there are more. */
    Optional<Place> first(String candidate) {
        int asterisk = text.indexOf(ANY);
        if (asterisk < 0) {
            return Optional.empty();
        }
        int next = text.indexOf(ANY, asterisk + 1);
        int to = next < 0
                ? candidate.length() - (text.length() - asterisk - 1)
                : candidate.indexOf(text.substring(asterisk + 1, next), asterisk);
        return Optional.of(new Place(asterisk, to));
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
