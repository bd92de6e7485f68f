package org.postern.example;

import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postern.api.MailRejectedException;
import org.postern.mime.MailContent;
import org.postern.mime.ReplyText;

/**
 * What a customer has written, before its lines are looked at.
 *
 * @param id the message's own, which stays the same when a server sends the message again
 * @param customer who is said to have written it: ask before anything is delivered
 * @param name of the customer, decoded; empty if there is none
 * @param subject decoded; empty if there is none
 * @param text the lines that are not empty, without what is quoted and signatures
 */
record Order(String id, String customer, String name, String subject, String text) {
    /** Widths of the columns. */
    static final int MAX_ID = 255;

    static final int MAX_PHRASE = 200;
    static final int MAX_TEXT = 4_000;

    static Order of(MailContent content) throws MailRejectedException {
        InternetAddress customer = customer(content);
        return new Order(
                id(content),
                customer.getAddress(),
                OneLine.of(Optional.ofNullable(customer.getPersonal()).orElse(""), MAX_PHRASE),
                OneLine.of(content.subject(), MAX_PHRASE),
                text(content));
    }

    /** For good: the same mail would not be understood tomorrow, and its own server tells the customer. */
    static MailRejectedException refused(String why) {
        return MailRejectedException.permanently(
                "5.6.0", why + ". An order is plain text with a line for each article: teapot: 2");
    }

    private static String id(MailContent content) throws MailRejectedException {
        return content.messageId()
                .map(id -> OneLine.of(id, MAX_ID + 1))
                .filter(id -> id.length() <= MAX_ID)
                .orElseThrow(() -> refused("Without a Message-ID of at most " + MAX_ID
                        + " characters an order could be carried out twice"));
    }

    private static InternetAddress customer(MailContent content) throws MailRejectedException {
        return content.from().stream()
                .filter(one -> Addresses.isUsable(one.getAddress()))
                .findFirst()
                .orElseThrow(() -> refused("The From field has no address to answer to"));
    }

    private static String text(MailContent content) throws MailRejectedException {
        // What is quoted has been ordered before, or never; what a phone adds is no article.
        String lines = ReplyText.of(content)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        if (lines.isEmpty() || lines.length() > MAX_TEXT) {
            throw refused(lines.isEmpty() ? "Nothing is ordered" : "Orders have at most " + MAX_TEXT + " characters");
        }
        return lines;
    }
}
