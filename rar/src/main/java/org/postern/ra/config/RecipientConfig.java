package org.postern.ra.config;

import java.util.Map;
import org.postern.smtp.MailboxPatterns;

/**
 * Which recipients a bean takes mail for.
 *
 * @param shared whether another bean may take mail for the same ones, which must say so, too
 * @param apart whether each of a message's recipients is delivered on its own
 */
public record RecipientConfig(MailboxPatterns patterns, boolean shared, boolean apart) {
    static RecipientConfig read(Configuration from) {
        return new RecipientConfig(
                MailboxPatterns.parse(
                        from.text(Property.RECIPIENTS),
                        word -> from.problem(
                                Property.RECIPIENTS,
                                "\"" + word + "\" is no pattern. Write them as in *@orders.example.com,"
                                        + " support+*@example.com, postmaster, or * for all")),
                from.choice(Property.OVERLAP, Map.of("refuse", false, "copy", true)),
                from.choice(Property.TRANSACTION, Map.of("message", false, "recipient", true)));
    }

    /** Whether two beans cannot be on one address. */
    public boolean excludes(RecipientConfig other) {
        return !(shared && other.shared) && patterns.overlap(other.patterns);
    }
}
