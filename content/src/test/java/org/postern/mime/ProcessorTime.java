package org.postern.mime;

import java.lang.management.ManagementFactory;

/** What a thread has cost: unlike a clock it does not go on while other programs have the processor. */
final class ProcessorTime {
    private ProcessorTime() {}

    /** Of this thread, in nanoseconds. */
    static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
