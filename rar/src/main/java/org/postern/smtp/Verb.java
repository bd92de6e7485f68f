package org.postern.smtp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that this server knows by name. */
enum Verb implements Trigger {
    EHLO(Argument.REQUIRED),
    HELO(Argument.REQUIRED),
    LHLO(Argument.REQUIRED),
    MAIL(Argument.REQUIRED),
    RCPT(Argument.REQUIRED),
    DATA(Argument.NONE),
    RSET(Argument.NONE),
    NOOP(Argument.OPTIONAL),
    VRFY(Argument.REQUIRED),
    HELP(Argument.OPTIONAL),
    QUIT(Argument.NONE),
    STARTTLS(Argument.NONE),
    BDAT(Argument.REQUIRED),
    AUTH(Argument.REQUIRED),

    /** Known to the standards but not offered here: RFC 5321 section 4.2.4 wants 502 for them rather than 500. */
    EXPN(Argument.OPTIONAL),
    TURN(Argument.OPTIONAL),
    ETRN(Argument.OPTIONAL),
    SEND(Argument.OPTIONAL),
    SOML(Argument.OPTIONAL),
    SAML(Argument.OPTIONAL);

    enum Argument {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    private static final Map<String, Verb> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Verb::name, Function.identity()));

    private final Argument argument;

    Verb(Argument argument) {
        this.argument = argument;
    }

    /** Finds a verb in any case (RFC 5321 section 2.4). */
    static Optional<Verb> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }

    Argument argument() {
        return argument;
    }
}
