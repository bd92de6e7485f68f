package org.postern.smtp;

import org.postern.smtp.Limits.BareLineBreaks;

/** Limits that no test hits by accident, and the same with some of them changed. */
public final class TestLimits {
    static final Limits ROOMY = roomy().limits();
    static final Limits ACCEPTING_BARE_LINE_BREAKS =
            roomy().bareLineBreaks(BareLineBreaks.ACCEPT).limits();

    private Limits.Content content = new Limits.Content(1_000_000, 0, 100, BareLineBreaks.REJECT);
    private Limits.Recipients recipients = new Limits.Recipients(100, 50);
    private Limits.Commands commands = new Limits.Commands(512, 1_000, 20);

    private TestLimits() {}

    /** To be changed by what follows. */
    public static TestLimits roomy() {
        return new TestLimits();
    }

    static Limits maxMessageBytes(long bytes) {
        return roomy().messageBytes(bytes).limits();
    }

    static Limits maxRecipients(int recipients) {
        return roomy().recipients(recipients).limits();
    }

    static Limits maxUnknownRecipients(int recipients) {
        return roomy().unknownRecipients(recipients).limits();
    }

    static Limits maxTextLineBytes(int bytes) {
        return roomy().textLineBytes(bytes).limits();
    }

    static Limits maxCommands(int commands) {
        return roomy().commands(commands).limits();
    }

    static Limits maxErrors(int errors) {
        return roomy().errors(errors).limits();
    }

    public TestLimits messageBytes(long bytes) {
        content = new Limits.Content(bytes, content.maxTextLineBytes(), content.maxHops(), content.bareLineBreaks());
        return this;
    }

    TestLimits textLineBytes(int bytes) {
        content = new Limits.Content(content.maxMessageBytes(), bytes, content.maxHops(), content.bareLineBreaks());
        return this;
    }

    TestLimits hops(int hops) {
        content = new Limits.Content(
                content.maxMessageBytes(), content.maxTextLineBytes(), hops, content.bareLineBreaks());
        return this;
    }

    TestLimits bareLineBreaks(BareLineBreaks bareLineBreaks) {
        content = new Limits.Content(
                content.maxMessageBytes(), content.maxTextLineBytes(), content.maxHops(), bareLineBreaks);
        return this;
    }

    public TestLimits recipients(int max) {
        recipients = new Limits.Recipients(max, recipients.maxUnknownRecipients());
        return this;
    }

    TestLimits unknownRecipients(int max) {
        recipients = new Limits.Recipients(recipients.maxRecipients(), max);
        return this;
    }

    TestLimits commandLineBytes(int bytes) {
        commands = new Limits.Commands(bytes, commands.maxCommands(), commands.maxErrors());
        return this;
    }

    public TestLimits commands(int max) {
        commands = new Limits.Commands(commands.maxCommandLineBytes(), max, commands.maxErrors());
        return this;
    }

    public TestLimits errors(int max) {
        commands = new Limits.Commands(commands.maxCommandLineBytes(), commands.maxCommands(), max);
        return this;
    }

    public Limits limits() {
        return new Limits(content, recipients, commands);
    }
}
