package org.postern.smtp;

/** How often a client has sent what is wrong, or leads to nothing, in one conversation, and whether it may go on. */
final class ErrorLimits {
    private final Limits limits;
    private int errors;
    private int commands;
    private int unknownRecipients;

    ErrorLimits(Limits limits) {
        this.limits = limits;
    }

    /** A command has come. Tells whether it is one too many. */
    boolean commandExceeds() {
        return ++commands > limits.commands().maxCommands();
    }

    /** The command that came last does not count: there is a limit of its own. */
    void forgiveCommand() {
        commands--;
    }

    /** A command is refused for good. Tells whether it is one too many. */
    boolean errorExceeds() {
        return ++errors >= limits.commands().maxErrors();
    }

    /** No bean takes mail for a recipient. Tells whether it is one too many. */
    boolean unknownRecipientExceeds() {
        return ++unknownRecipients >= limits.recipients().maxUnknownRecipients();
    }

    /** A message was taken: a client that brings mail may go on. */
    void messageTaken() {
        errors = 0;
        commands = 0;
    }

    /** TLS has begun: what was said before does not count any more. */
    void forgetErrors() {
        errors = 0;
    }
}
