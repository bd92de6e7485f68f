package org.postern.console.path;

import java.io.IOException;

/** A peer says more, or longer things, than an SMTP server has to say. */
final class TooMuchException extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuchException(String sentence) {
        super(sentence);
    }
}
