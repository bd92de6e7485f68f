package org.postern.tls;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.postern.ip.LocalAddress;

/** What an administrator should know of versions of TLS that are served for old devices alone. */
final class OldProtocols {
    private final LocalAddress address;
    private final List<String> wanted;

    OldProtocols(LocalAddress address, TlsPolicy policy) {
        this.address = address;
        this.wanted = policy.protocols().stream().filter(TlsProtocols::isOld).toList();
    }

    /** That they are served, or that this JVM keeps them from being served; a sentence each, with what to do. */
    Stream<String> warnings() {
        return Stream.of(served(), missing()).flatMap(Optional::stream);
    }

    private Optional<String> served() {
        return named(TlsProtocols::isAvailable)
                .map(
                        names -> address + " serves " + names
                                + ", which RFC 8996 forbids, because what is sent with them can be read and changed by others. Let only"
                                + " the devices that need it connect there (networksAllowed), and all others to another address.");
    }

    private Optional<String> missing() {
        return named(protocol -> !TlsProtocols.isAvailable(protocol))
                .map(names -> "tlsMinProtocol of " + address + " wants " + names
                        + ", which this JVM has switched off: devices that know nothing newer fail there. Take these names out of"
                        + " jdk.tls.disabledAlgorithms, in conf/security/java.security of the JVM or in a file that"
                        + " -Djava.security.properties names, and restart the server.");
    }

    private Optional<String> named(Predicate<String> those) {
        List<String> names = wanted.stream().filter(those).toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", names));
    }
}
