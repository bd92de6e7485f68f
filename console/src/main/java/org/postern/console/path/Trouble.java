package org.postern.console.path;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;

/** Why a look has ended before its end. */
record Trouble(Kind kind, String text) {
    /** The connection itself could not be made. */
    static Trouble connecting(IOException failure) {
        Trouble trouble = of(failure);
        return trouble.kind() == Kind.REFUSED ? trouble : new Trouble(Kind.NOT_CONNECTED, trouble.text());
    }

    enum Kind {
        REFUSED,
        NOT_CONNECTED,
        TIME_OVER,
        ENDED,
        TOO_MUCH,
        TLS,
        OTHER
    }

    static Trouble of(IOException failure) {
        if (failure.getCause() instanceof IOException cause
                && (cause instanceof SocketTimeoutException || cause instanceof TooMuchException)) {
            return of(cause); // TLS wraps it, in words of its own.
        }
        String text = Text.of(String.valueOf(failure.getMessage()));
        if (failure instanceof SocketTimeoutException) {
            return new Trouble(Kind.TIME_OVER, text);
        }
        if (failure instanceof TooMuchException) {
            return new Trouble(Kind.TOO_MUCH, text);
        }
        if (failure instanceof ConnectException) {
            return new Trouble(Kind.REFUSED, text);
        }
        if (failure instanceof SSLException) {
            return new Trouble(Kind.TLS, text);
        }
        return new Trouble(
                failure instanceof EOFException || failure instanceof SocketException ? Kind.ENDED : Kind.OTHER, text);
    }
}
