package org.postern.net;

import java.util.List;
import java.util.Optional;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/**
 * Mail that was refused, for good or for now, before a handler had it. Immutable.
 *
 * @param sender as the peer said it, which need not be an address
 * @param recipient the same of whom it is for; empty if the sender was refused, or the content
 * @param recipients those of a message whose content was refused; else none
 */
public record RefusedMail(
        SessionFacts session, String sender, Optional<String> recipient, List<Recipient> recipients, Reply reply) {}
