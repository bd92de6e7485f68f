package org.postern.ra.identity;

import java.util.concurrent.CompletableFuture;
import org.postern.ra.work.WorkSubmitter;

/** A question about anna's password, for tests of other rooms. */
public final class PasswordQuestion {
    private PasswordQuestion() {}

    /** Asks the container. */
    public static CompletableFuture<?> ask(WorkSubmitter container) {
        return InflowWork.setUp(container, new PasswordContext("anna", new Password("secret".toCharArray())))
                .answer();
    }
}
