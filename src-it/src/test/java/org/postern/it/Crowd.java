package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Many clients that do the same, in a process of their own: {@code src/test/python/crowd.py}. */
final class Crowd implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Crowd(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** Starts them. */
    static Crowd of(String kind, int count, int port) throws IOException {
        return new Crowd(new ProcessBuilder(
                        "python3", "src/test/python/crowd.py", kind, String.valueOf(count), String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits until all of them stand where they should, and gives the most octets that one of them could send without reading. */
    long ready() throws IOException {
        return answer("ready");
    }

    /** Lets them finish, and tells how many of them heard that their mail was accepted. */
    long finish() throws IOException {
        process.outputWriter(StandardCharsets.US_ASCII).append('\n').flush();
        return answer("done");
    }

    private long answer(String word) throws IOException {
        String line = output.readLine();
        assertThat(line).startsWith(word + " ");
        return Long.parseLong(line.substring(word.length() + 1));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
