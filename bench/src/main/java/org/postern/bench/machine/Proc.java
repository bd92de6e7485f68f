package org.postern.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What Linux says in {@code /proc}. Blocks for moments. */
public final class Proc {
    private static final Path ROOT = Path.of("/proc");

    /** Linux counts for programs in hundredths of a second, whatever its own clock does. */
    private static final long MICROS_OF_A_TICK = 10_000;

    /** In {@code stat}, behind the name: utime, stime, and the two of children that have ended. */
    private static final int FIRST_TIME = 11;

    private static final int LAST_TIME = 14;

    /** In the first line of {@code /proc/stat}: user, nice, system, then idle and iowait, then irq, softirq, steal. */
    private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

    private Proc() {}

    /** Whether there is any: elsewhere nothing can be measured. */
    public static boolean isThere() {
        return Files.isReadable(ROOT.resolve("self/stat"));
    }

    /** Microseconds of processor time of a process, of all that descend from it, and of those that they have waited for. */
    public static long cpuMicros(long pid) {
        return tree(pid)
                        .flatMap(one -> line(one, "stat").stream().mapToLong(Proc::ticks))
                        .sum()
                * MICROS_OF_A_TICK;
    }

    /** KiB of memory of the same processes; what several share is counted in parts (PSS). */
    public static long memoryKib(long pid) {
        return tree(pid)
                .flatMap(one -> lines(one, "smaps_rollup")
                        .filter(line -> line.startsWith("Pss:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))))
                .sum();
    }

    /** Microseconds of processor time of everything on the machine. */
    public static long machineMicros() {
        try {
            return busy(Files.readAllLines(ROOT.resolve("stat")).get(0)) * MICROS_OF_A_TICK;
        } catch (IOException e) {
            return 0;
        }
    }

    static long busy(String line) {
        String[] fields = line.trim().split("\\s+", -1);
        return BUSY.stream().mapToLong(field -> Long.parseLong(fields[field])).sum();
    }

    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Arrays.stream(fields, FIRST_TIME, LAST_TIME + 1)
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static LongStream tree(long pid) {
        return LongStream.concat(
                LongStream.of(pid),
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(ProcessHandle::pid));
    }

    private static Optional<String> line(long pid, String file) {
        return lines(pid, file).findFirst();
    }

    /** None if the process has ended. */
    private static Stream<String> lines(long pid, String file) {
        try {
            return Files.readAllLines(ROOT.resolve(Long.toString(pid)).resolve(file)).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
