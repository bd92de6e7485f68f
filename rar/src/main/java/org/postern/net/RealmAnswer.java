package org.postern.net;

import java.util.Optional;
import org.postern.smtp.Reply;

/** What a realm says of credentials: whose they are, or why it does not take them. One of the two is there. */
public record RealmAnswer(Optional<AuthenticatedUser> user, Optional<Reply> refusal) {
    /** They are good. */
    public static RealmAnswer of(AuthenticatedUser user) {
        return new RealmAnswer(Optional.of(user), Optional.empty());
    }

    /** They are not, or could not be looked at. */
    public static RealmAnswer refused(Reply refusal) {
        return new RealmAnswer(Optional.empty(), Optional.of(refusal));
    }
}
