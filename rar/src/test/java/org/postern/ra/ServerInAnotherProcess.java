package org.postern.ra;

import java.io.IOException;

/** A whole server of its own: says when it is ready, and runs until its input ends or it is killed. */
final class ServerInAnotherProcess {
    private ServerInAnotherProcess() {}

    public static void main(String[] arguments) throws Exception {
        RunningServer server =
                new RunningServer(FakeSecurity.none(), new SmtpResourceAdapter(), Integer.parseInt(arguments[1]));
        server.adapter.setStateDirectory(arguments[0]);
        server.start();
        server.activate(server.bean("orders"));
        System.out.println("ready");
        waitForEndOfInput();
        server.close();
    }

    private static void waitForEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Until the test has seen enough.
        }
    }
}
