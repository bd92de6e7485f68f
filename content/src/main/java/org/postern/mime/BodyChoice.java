package org.postern.mime;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which parts are the text that a reader sees at once: the first plain one and the first HTML that are no attachments. One with a
 * file name is a file, unless it is one of several forms of the same, or there is no other.
 */
record BodyChoice(Optional<Part> text, Optional<Part> html) {
    private static final String PLAIN = "text/plain";
    private static final String HTML = "text/html";
    private static final String ALTERNATIVE = "multipart/alternative";

    /** Where a name says nothing: a message that is nothing else, and forms of the same. */
    private static final Set<String> PLACES_OF_BODIES = Set.of("", ALTERNATIVE);

    static BodyChoice of(List<Part> parts) {
        List<Part> shown = parts.stream()
                .filter(part -> !part.disposition().isAttachment())
                .toList();
        List<Part> bodies = shown.stream()
                .filter(part -> PLACES_OF_BODIES.contains(part.parent())
                        || part.fileName().isEmpty())
                .toList();
        BodyChoice choice = new BodyChoice(first(bodies, PLAIN), first(bodies, HTML));
        return choice.isEmpty() ? new BodyChoice(first(shown, PLAIN), first(shown, HTML)) : choice;
    }

    /** One without a character is none if another one follows, but for forms of the same. */
    private static Optional<Part> first(List<Part> parts, String type) {
        List<Part> ofType = parts.stream().filter(part -> part.type().is(type)).toList();
        return ofType.stream()
                .filter(part -> !part.isEmpty() || part.parent().equals(ALTERNATIVE))
                .findFirst()
                .or(() -> ofType.stream().findFirst());
    }

    private boolean isEmpty() {
        return text.isEmpty() && html.isEmpty();
    }

    boolean contains(Part part) {
        return text.filter(part::equals).isPresent()
                || html.filter(part::equals).isPresent();
    }
}
