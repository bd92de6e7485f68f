package org.postern.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.postern.ra.config.Sha256;

/** The digest of a message, which the memory of duplicates knows it by: nanoseconds. Its methods are JMH's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContentBenchmark {
    /** Octets of content. */
    @Param({"4096", "65536"})
    public int octets;

    /** Of content that was not read before. */
    @Benchmark
    public byte[] digest() throws IOException {
        ByteBuffer kept = ByteBuffer.allocate(octets);
        return new Content(Optional.empty(), List.of(kept), () -> {}).digest(Sha256::newDigest);
    }
}
