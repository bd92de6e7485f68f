package ${package};

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** A {@link LocalServer} as a process of its own, at a port that was free. */
final class ServerProcess implements AutoCloseable {
    static final String DATABASE = "jdbc:h2:./target/test-database;AUTO_SERVER=TRUE";

    private static final File LOG = new File("target/server.log");

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when what is packaged has been deployed. */
    static ServerProcess start() throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "@src/test/server/jvm.options",
                "-classpath",
                System.getProperty("server.classpath"),
                LocalServer.class.getName(),
                "smtp://127.0.0.1:" + port,
                DATABASE));
        command.addAll(List.of(System.getProperty("server.archives").split(File.pathSeparator)));
        Process process = new ProcessBuilder(command).redirectError(LOG).start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("Mail is taken")) {
                return new ServerProcess(process, port);
            }
        }
        throw new IOException("The application could not be started: see " + LOG.getAbsolutePath());
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
