package org.postern.mime;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of a message or a part, in order. Immutable. */
record Header(List<HeaderField> fields) {
    static final Header NONE = new Header(List.of());

    /** Fields of this name that say something. */
    Stream<HeaderField> all(String name) {
        return fields.stream().filter(field -> field.is(name));
    }

    boolean has(String name) {
        return all(name).findAny().isPresent();
    }

    /** What a reader sees of the first one that is not empty. */
    Optional<String> text(String name) {
        return all(name).map(HeaderField::value).filter(text -> !text.isEmpty()).findFirst();
    }

    /** The first one that is not empty, in one line and not decoded. */
    Optional<String> line(String name) {
        return lines(name).findFirst();
    }

    Stream<String> lines(String name) {
        return all(name).map(HeaderField::unfolded).filter(line -> !line.isEmpty());
    }

    /** Followed by the fields of the other one. */
    Header and(Header other) {
        return new Header(
                Stream.concat(fields.stream(), other.fields().stream()).toList());
    }

    /** Tells whether it says something about its body. */
    boolean isOfPart() {
        return fields.stream().anyMatch(field -> FieldNames.isOfPart(field.name()));
    }

    /** The same fields, with a charset for octets that are not UTF-8. */
    Header in(Optional<String> charset) {
        return charset.isEmpty()
                ? this
                : new Header(fields.stream().map(field -> field.in(charset)).toList());
    }
}
