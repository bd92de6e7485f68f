package org.postern.net;

import org.jspecify.annotations.Nullable;

/** The content that is coming in moves to a file, and none of it is read meanwhile. */
final class Spilling extends Phase {
    Spilling(ConnectionParts parts, Phases phases) {
        super(parts, phases);
    }

    @Override
    void begin() {
        parts().deadline().forSpilling();
        parts().loop().when(parts().messages().spill(), (done, failure) -> spilled(failure));
    }

    private void spilled(@Nullable Throwable failure) {
        if (failure != null) {
            parts().messages().notSpilled(failure);
        }
        if (!isCurrent()) {
            return;
        }
        if (failure != null) {
            parts().conversation().bodyFailed();
        }
        phases().talk();
        if (parts().conversation().isReceivingData()) {
            parts().deadline().forContentAgain();
        } else {
            parts().deadline().forCommand();
        }
        phases().proceed();
    }
}
