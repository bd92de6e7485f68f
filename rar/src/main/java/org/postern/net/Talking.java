package org.postern.net;

import org.postern.smtp.Step;

/** The client says something and is answered. Nothing is read from a client that does not read its replies. */
final class Talking extends Phase {
    Talking(ConnectionParts parts, Phases phases) {
        super(parts, phases);
    }

    @Override
    void received() {
        proceed();
    }

    @Override
    void proceed() {
        Step.Next next = Step.Next.CONTINUE;
        while (next != Step.Next.AWAIT_INPUT
                && isCurrent()
                && !parts().messages().isFull()
                && parts().isWritable()) {
            Step step = parts().incoming().giveTo(parts().conversation());
            next = step.next();
            phases().perform(step);
        }
    }

    @Override
    void readOn() {
        if (parts().messages().isFull()) {
            phases().spill();
        } else if (parts().isWritable()) {
            if (parts().incoming().hasEnded()) {
                parts().farewell().afterInput();
            } else {
                parts().ctx().read();
            }
        }
    }
}
