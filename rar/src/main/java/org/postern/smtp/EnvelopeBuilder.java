package org.postern.smtp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects one envelope from MAIL and RCPT, and checks what they say. */
final class EnvelopeBuilder {
    private final Limits limits;
    private final OwnSenders ownSenders;
    private final Authenticator users;
    private final EnvelopeGrammar grammar;
    private final SenderParameters senderParameters;
    private final List<Recipient> recipients = new ArrayList<>();
    private String reversePath = "";
    private Map<String, String> parameters = Map.of();

    /**
     * Begins with nothing.
     *
     * @param security how the connection is secured; that does not change before the envelope is forgotten
     */
    EnvelopeBuilder(ConversationSettings settings, Security security, Authenticator users) {
        this.limits = settings.limits();
        this.ownSenders = settings.users().senders();
        this.users = users;
        this.grammar = settings.syntax().grammar();
        this.senderParameters = new SenderParameters(limits, security, AuthOffer.isOffered(users, security), grammar);
    }

    /**
     * Takes what MAIL says.
     *
     * @param octets behind the verb, one a character
     */
    void sender(String octets) throws Refusal {
        PathArgument argument = grammar.read(PathKind.REVERSE, decoded(octets));
        String mailbox = argument.mailbox();
        Map<String, String> given = senderParameters.checked(argument.parameters());
        checkAscii(mailbox, given);
        Optional<String> claimed = mailbox.isEmpty() ? Optional.empty() : Optional.of(mailbox);
        if (!users.user().map(user -> ownSenders.permit(user, claimed)).orElse(true)) {
            throw new Refusal(Replies.SENDER_OF_ANOTHER);
        }
        reversePath = mailbox;
        parameters = believed(given);
    }

    /** RFC 4954 section 5: who has not authenticated cannot say who did. */
    private Map<String, String> believed(Map<String, String> given) {
        if (!given.containsKey(SenderParameters.AUTH) || users.user().isPresent()) {
            return given;
        }
        Map<String, String> without = new LinkedHashMap<>(given);
        without.put(SenderParameters.AUTH, SenderParameters.NO_SUBMITTER);
        return Collections.unmodifiableMap(without);
    }

    /** Reads what RCPT says, likewise. */
    Recipient recipient(String octets) throws Refusal {
        PathArgument argument = grammar.read(PathKind.FORWARD, decoded(octets));
        String mailbox = argument.mailbox();
        Map<String, String> given = argument.parameters();
        RecipientParameters.check(given, isInternational());
        checkAscii(mailbox, parameters);
        if (recipients.size() >= limits.recipients().maxRecipients()) {
            throw new Refusal(Replies.TOO_MANY_RECIPIENTS);
        }
        return new Recipient(mailbox, given);
    }

    void add(Recipient recipient) {
        recipients.add(recipient);
    }

    /** Whether the sender asked for SMTPUTF8. */
    boolean isInternational() {
        return parameters.containsKey(SenderParameters.SMTPUTF8);
    }

    /** Whether the content will not be made of lines. */
    boolean isBinary() {
        return SenderParameters.isBinary(parameters);
    }

    /** What the last MAIL has said. */
    Sender sender() {
        return new Sender(path(), parameters);
    }

    int recipientCount() {
        return recipients.size();
    }

    Envelope build() {
        return new Envelope(path(), parameters, List.copyOf(recipients));
    }

    private Optional<String> path() {
        return reversePath.isEmpty() ? Optional.empty() : Optional.of(reversePath);
    }

    /** RFC 6531 section 3.5. */
    private static void checkAscii(String mailbox, Map<String, String> ofMail) throws Refusal {
        if (!ofMail.containsKey(SenderParameters.SMTPUTF8) && !Utf8.isAscii(mailbox)) {
            throw new Refusal(Replies.NON_ASCII_ADDRESS);
        }
    }

    private static String decoded(String octets) throws Refusal {
        return Utf8.decode(octets).orElseThrow(() -> new Refusal(Replies.NON_ASCII_ADDRESS));
    }
}
