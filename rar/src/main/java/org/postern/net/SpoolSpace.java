package org.postern.net;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Counts what is kept of all messages together, in memory and in files. Thread-safe. */
public final class SpoolSpace {
    private final SpoolDirectory directory;
    private final Supplier<SpoolLimits> limits;
    private final MemoryBudget memory;
    private final AtomicLong inFiles = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();
    private volatile long usable = Long.MAX_VALUE;

    /**
     * Begins with nothing.
     *
     * @param limits at any moment
     */
    public SpoolSpace(SpoolDirectory directory, Supplier<SpoolLimits> limits) {
        this.directory = directory;
        this.limits = limits;
        this.memory = new MemoryBudget(() -> limits.get().memoryBytes());
    }

    /** Looks how much the file system has left. Blocks; to be called now and then. */
    public void measure() {
        usable = directory.usableOctets();
    }

    /** What is in use now. */
    public SpoolUse use() {
        return new SpoolUse(memory.used(), inFiles.get(), files.get(), usable);
    }

    /** How much may be now. */
    public SpoolLimits limits() {
        return limits.get();
    }

    /**
     * Why a message of this size could not be kept now; empty if it could.
     *
     * @param threshold up to which it needs no file
     */
    Optional<IOException> lackOfRoomFor(long octets, int threshold) {
        if (octets <= threshold && !isMemoryShort()) {
            return Optional.empty();
        }
        if (octets > limits().fileBytes() - inFiles.get()) {
            return Optional.of(new SpoolFullException(
                    "files hold " + inFiles.get() + " octets, and one more message has " + octets));
        }
        return octets > usable
                ? Optional.of(new IOException("There are " + usable + " octets left, and a message has " + octets))
                : Optional.empty();
    }

    /** What is kept in memory. */
    MemoryBudget memory() {
        return memory;
    }

    /** Whether what is in memory is to go to files: there is a quarter left for what will not stay for long. */
    boolean isMemoryShort() {
        return memory.used() > memory.limitForMuch();
    }

    /** Says so. */
    SpoolFullException memoryFull() {
        return new SpoolFullException(
                "memory holds " + memory.used() + " octets of content, and files not enough of it");
    }

    SpoolDirectory directory() {
        return directory;
    }

    void takeFile() throws SpoolFullException {
        int most = limits().files();
        if (files.incrementAndGet() > most) {
            files.decrementAndGet();
            throw new SpoolFullException(most + " files are open");
        }
    }

    void takeBytes(long octets) throws SpoolFullException {
        long most = limits().fileBytes();
        if (inFiles.addAndGet(octets) > most) {
            inFiles.addAndGet(-octets);
            throw new SpoolFullException("files hold " + most + " octets");
        }
    }

    /** A file is deleted. */
    void giveBack(long octets) {
        inFiles.addAndGet(-octets);
        files.decrementAndGet();
    }
}
