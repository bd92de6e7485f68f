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
        boolean goesOn = true;
        while (goesOn && isCurrent() && !parts().messages().isFull() && parts().isWritable()) {
            int before = parts().incoming().length();
            Step step = parts().incoming().giveTo(parts().conversation());
            int left = parts().incoming().length();
            goesOn = step.next() != Step.Next.AWAIT_INPUT || (left > 0 && left < before);
            phases().perform(step);
        }
        parts().incoming().keep(parts().ctx().alloc());
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
