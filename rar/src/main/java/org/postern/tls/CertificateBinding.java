package org.postern.tls;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;

/**
 * The administrator's rule: connections to this address are served with the keys of these aliases.
 *
 * @param ip the one IP address, normalised as in {@link LocalAddress}; empty means every address
 * @param port the one TCP port; empty means every port
 * @param aliases the entries of the key stores, at least one. The first whose names fit the one that the client asks for
 *     serves it, else the first that the client can verify
 */
public record CertificateBinding(Optional<InetAddress> ip, OptionalInt port, List<String> aliases) {

    public CertificateBinding {
        ip = ip.map(IpLiteral::normalised);
        aliases = List.copyOf(aliases);
    }

    /** As an administrator writes it: {@code 192.0.2.1:25=mx}, {@code *:587=rsa|ec}, {@code [::1]=x}. */
    @Override
    public String toString() {
        return scope() + "=" + alias();
    }

    /** Its aliases as an administrator writes them: {@code rsa|ec}. */
    public String alias() {
        return String.join("|", aliases);
    }

    /** What it is for. */
    public BindingScope scope() {
        return new BindingScope(ip, port);
    }
}
