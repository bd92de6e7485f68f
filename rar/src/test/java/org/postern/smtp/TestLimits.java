package org.postern.smtp;

import org.postern.smtp.Limits.BareLineBreaks;

/** Limits that no test hits by accident, and the same with one of them changed. */
final class TestLimits {
    static final Limits ROOMY = new Limits(1_000_000, 100, 50, 512, 0, 20, 1_000, 100, BareLineBreaks.REJECT);
    static final Limits ACCEPTING_BARE_LINE_BREAKS =
            new Limits(1_000_000, 100, 50, 512, 0, 20, 1_000, 100, BareLineBreaks.ACCEPT);

    private TestLimits() {}

    static Limits maxMessageBytes(long bytes) {
        return new Limits(bytes, 100, 50, 512, 0, 20, 1_000, 100, BareLineBreaks.REJECT);
    }

    static Limits maxRecipients(int recipients) {
        return new Limits(1_000_000, recipients, 50, 512, 0, 20, 1_000, 100, BareLineBreaks.REJECT);
    }

    static Limits maxUnknownRecipients(int recipients) {
        return new Limits(1_000_000, 100, recipients, 512, 0, 20, 1_000, 100, BareLineBreaks.REJECT);
    }

    static Limits maxTextLineBytes(int bytes) {
        return new Limits(1_000_000, 100, 50, 512, bytes, 20, 1_000, 100, BareLineBreaks.REJECT);
    }

    static Limits maxCommands(int commands) {
        return new Limits(1_000_000, 100, 50, 512, 0, 20, commands, 100, BareLineBreaks.REJECT);
    }

    static Limits maxErrors(int errors) {
        return new Limits(1_000_000, 100, 50, 512, 0, errors, 1_000, 100, BareLineBreaks.REJECT);
    }
}
