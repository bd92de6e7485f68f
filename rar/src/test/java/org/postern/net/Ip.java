package org.postern.net;

import java.net.InetAddress;
import org.postern.ip.IpLiteral;

/** Addresses as they are written. */
public final class Ip {
    private Ip() {}

    public static InetAddress of(String literal) {
        return IpLiteral.parse(literal).orElseThrow();
    }
}
