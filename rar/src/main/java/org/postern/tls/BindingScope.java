package org.postern.tls;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.postern.ip.LocalAddress;

/** The left-hand side of a binding: one IP address or all, one port or all. */
public record BindingScope(Optional<InetAddress> ip, OptionalInt port) {

    /** The scopes that cover an address, the most particular first: the lookup order of the product. */
    static List<BindingScope> inLookupOrder(LocalAddress address) {
        Optional<InetAddress> ip = Optional.of(address.ip());
        OptionalInt port = OptionalInt.of(address.port());
        return List.of(
                new BindingScope(ip, port), // 1. this IP, this port
                new BindingScope(ip, OptionalInt.empty()), // 2. this IP, any port
                new BindingScope(Optional.empty(), port), // 3. any IP, this port
                new BindingScope(Optional.empty(), OptionalInt.empty())); // 4. any IP, any port
    }

    /** How it covers an address, for administrators: {@code any IP address, this port}. */
    public String how() {
        return (ip.isPresent() ? "this IP address" : "any IP address")
                + (port.isPresent() ? ", this port" : ", any port");
    }

    /** As an administrator writes it. */
    @Override
    public String toString() {
        String host = ip.map(LocalAddress::bracketed).orElse("*");
        return port.isPresent() ? host + ":" + port.getAsInt() : host;
    }
}
