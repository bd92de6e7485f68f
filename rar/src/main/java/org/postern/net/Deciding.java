package org.postern.net;

import org.jspecify.annotations.Nullable;

/** A command waits for a decision: of DNS about a sender, of a bean about a recipient, of the container about a user. */
final class Deciding extends AwaitingOutcome {
    Deciding(ConnectionParts parts, Phases phases) {
        super(parts, phases);
    }

    @Override
    void begin() {
        parts().deadline().clear();
        parts().loop().when(parts().conversation().decision(), (decision, failure) -> decided(failure));
    }

    private void decided(@Nullable Throwable failure) {
        if (!isCurrent()) {
            return;
        }
        if (failure != null) {
            parts().events().failed(failure);
        }
        goOn(parts().conversation().decided());
    }
}
