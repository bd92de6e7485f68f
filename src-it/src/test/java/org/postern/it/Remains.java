package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.awaitility.Awaitility;

/**
 * What a server has of all the adapters that it ever had, seen through its management: threads, management beans, class
 * loaders, native libraries, and memory outside of the heap.
 */
record Remains(List<String> threads, Set<String> beans, long classLoaders, long nativeLibraries, long directMemory) {
    /** There is one for each class loader of an adapter. */
    private static final String ONCE_A_CLASS_LOADER = "org.postern.ra.ActivationHandover";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The server's own buffers come and go. */
    private static final long OF_THE_SERVER = 2 << 20;

    static Remains of(MBeanServerConnection server) {
        try {
            return new Remains(
                    threads(server),
                    beans(server),
                    classLoaders(server),
                    nativeLibraries(server),
                    directMemory(server));
        } catch (IOException | JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until the server has no more than it had.
     *
     * @param loaders so many class loaders more do not count: servers start threads and timers with the class loader of
     *     whoever happens to be deployed then
     */
    Remains awaitNoMore(MBeanServerConnection server, long loaders) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Remains now = of(server);
            assertThat(now.threads).isSubsetOf(threads);
            assertThat(now.beans).isEqualTo(beans);
            assertThat(now.classLoaders).isLessThanOrEqualTo(classLoaders + loaders);
            assertThat(now.nativeLibraries)
                    .isLessThanOrEqualTo(Math.max(1, nativeLibraries)); // Loaded once, and for good.
            assertThat(now.directMemory).isLessThanOrEqualTo(directMemory + OF_THE_SERVER);
        });
        return of(server);
    }

    @Override
    public String toString() {
        return "%d threads, %d management beans, %d class loaders, %d native libraries, %d KiB of direct memory"
                .formatted(threads.size(), beans.size(), classLoaders, nativeLibraries, directMemory >> 10);
    }

    private static List<String> threads(MBeanServerConnection server) throws IOException {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        return Arrays.stream(threads.dumpAllThreads(false, false))
                .filter(Remains::isOfAdapter)
                .map(thread -> thread.getThreadId() + " " + thread.getThreadName())
                .toList();
    }

    private static boolean isOfAdapter(ThreadInfo thread) {
        return thread.getThreadName().startsWith("postern-io-")
                || Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().matches("org\\.postern\\.(ra|net|smtp|tls)\\..*"));
    }

    private static Set<String> beans(MBeanServerConnection server) throws IOException, JMException {
        Set<String> names = new TreeSet<>();
        server.queryNames(new ObjectName("org.postern:*"), null).forEach(name -> names.add(name.toString()));
        return names;
    }

    /** Collects garbage first. */
    private static long classLoaders(MBeanServerConnection server) throws IOException, JMException {
        Object histogram = server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
        return histogram
                .toString()
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(ONCE_A_CLASS_LOADER))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    /** Those that its process has mapped. */
    private static long nativeLibraries(MBeanServerConnection server) throws IOException {
        long process = ManagementFactory.newPlatformMXBeanProxy(
                        server, ManagementFactory.RUNTIME_MXBEAN_NAME, RuntimeMXBean.class)
                .getPid();
        try (Stream<String> mapped = Files.lines(Path.of("/proc", String.valueOf(process), "maps"))) {
            return mapped.filter(line -> line.contains("netty_tcnative"))
                    .map(line -> line.replaceAll("^.*libnetty", "libnetty"))
                    .distinct()
                    .count();
        }
    }

    private static long directMemory(MBeanServerConnection server) throws IOException {
        return ManagementFactory.getPlatformMXBeans(server, BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
