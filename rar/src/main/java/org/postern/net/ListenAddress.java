package org.postern.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.postern.tls.LocalAddress;

/**
 * Where, and how, to listen. Immutable.
 *
 * @param port 1 to 65535
 * @param backlog connections that the operating system keeps until they are accepted
 */
public record ListenAddress(Scheme scheme, InetAddress ip, int port, int backlog) {

    /** How a connection begins. */
    public enum Scheme {
        /** In plaintext; STARTTLS may be offered. */
        SMTP,
        /** With a TLS handshake (RFC 8314 section 3). */
        SMTPS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean implicitTls() {
        return scheme == Scheme.SMTPS;
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(ip, port);
    }

    /** IP and port, which only one acceptor can have. */
    public LocalAddress localAddress() {
        return LocalAddress.of(socketAddress());
    }

    /** As an administrator writes it, without options. */
    @Override
    public String toString() {
        return scheme + "://" + localAddress();
    }
}
