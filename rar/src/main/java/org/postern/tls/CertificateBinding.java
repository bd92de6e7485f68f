package org.postern.tls;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The administrator's rule: connections to this address are served with the key of this alias.
 *
 * @param ip the one IP address, normalised as in {@link LocalAddress}; empty means every address
 * @param port the one TCP port; empty means every port
 * @param alias the entry of the key store
 */
public record CertificateBinding(Optional<InetAddress> ip, OptionalInt port, String alias) {

    public CertificateBinding {
        ip = ip.map(IpLiteral::normalised);
    }

    /** As an administrator writes it: {@code 192.0.2.1:25=mx}, {@code *:587=submission}, {@code [::1]=x}. */
    @Override
    public String toString() {
        return scope() + "=" + alias;
    }

    BindingScope scope() {
        return new BindingScope(ip, port);
    }
}
