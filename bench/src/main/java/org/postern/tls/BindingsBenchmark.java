package org.postern.tls;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.postern.bench.machine.Loopback;
import org.postern.ip.LocalAddress;

/** Which certificate belongs to the address of a connection: nanoseconds. Its methods are JMH's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BindingsBenchmark {
    private static final int SMTP = 25;

    /** How many bindings there are. */
    @Param({"1", "10000"})
    public int count;

    private CertificateBindings bindings = bindings(1);
    private final LocalAddress address = new LocalAddress(Loopback.SERVERS, SMTP);

    /** Reads them, as at the start. */
    @Setup
    public void read() {
        bindings = bindings(count);
    }

    /** The one for all addresses, behind those for others. */
    @Benchmark
    public Optional<CertificateBinding> bindingOfAnAddress() {
        return bindings.match(address);
    }

    private static CertificateBindings bindings(int count) {
        String text = IntStream.range(1, count)
                .mapToObj(i -> "10.0." + (i >> 8) + "." + (i & 0xff) + "=other")
                .collect(Collectors.joining(","));
        return CertificateBindings.parse((text.isEmpty() ? "" : text + ",") + "*=mx", problem -> {
            throw new IllegalArgumentException(problem);
        });
    }
}
