package org.postern.ra.duplicates;

import java.io.IOException;
import java.nio.file.Path;

/** Another server of the same user: takes a file, says whether it could, and keeps it until its input ends. */
final class TakeInAnotherProcess {
    private TakeInAnotherProcess() {}

    public static void main(String[] arguments) throws IOException {
        boolean taken =
                new StateDirectory(Path.of(arguments[0])).take(arguments[1]).isPresent();
        System.out.println(taken ? "taken" : "in use");
        while (System.in.read() >= 0) {
            // Until the test has seen enough.
        }
    }
}
