package org.postern.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.postern.smtp.Service;
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
        SMTP(Service.SMTP, false, 25),
        /** With a TLS handshake. */
        SMTPS(Service.SMTP, true, 465),
        /** In plaintext; STARTTLS may be offered. */
        SUBMISSION(Service.SUBMISSION, false, 587),
        /** With a TLS handshake (RFC 8314 section 3). */
        SUBMISSIONS(Service.SUBMISSION, true, 465),
        /** In plaintext; STARTTLS may be offered. */
        LMTP(Service.LMTP, false, 24);

        private final Service service;
        private final boolean implicitTls;
        private final int defaultPort;

        Scheme(Service service, boolean implicitTls, int defaultPort) {
            this.service = service;
            this.implicitTls = implicitTls;
            this.defaultPort = defaultPort;
        }

        public Service service() {
            return service;
        }

        public boolean implicitTls() {
            return implicitTls;
        }

        /** The port where clients look for it. */
        public int defaultPort() {
            return defaultPort;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean implicitTls() {
        return scheme.implicitTls();
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
