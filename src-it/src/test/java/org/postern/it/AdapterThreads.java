package org.postern.it;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** What the adapter has under way in the server of this JVM. */
final class AdapterThreads {
    private AdapterThreads() {}

    static Stream<Thread> eventLoops() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("io.netty.channel.SingleThreadIoEventLoop")))
                .map(Map.Entry::getKey);
    }

    /** Event loops have it for their context, see the adapter's WorkThreads. */
    static ClassLoader classLoader() {
        return eventLoops().findAny().orElseThrow().getContextClassLoader();
    }
}
