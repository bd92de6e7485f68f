package org.postern.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.postern.ip.LocalAddress;
import org.postern.smtp.Service;

/**
 * Where, and how, to listen. Immutable.
 *
 * @param ip loopback for a Unix domain socket, whose peers are processes of this machine
 * @param port 1 to 65535; 0 for a Unix domain socket
 * @param backlog connections that the operating system keeps until they are accepted
 * @param path of a Unix domain socket, if it is one
 */
public record ListenAddress(Scheme scheme, InetAddress ip, int port, int backlog, Optional<Path> path) {

    /** A TCP port. */
    public ListenAddress(Scheme scheme, InetAddress ip, int port, int backlog) {
        this(scheme, ip, port, backlog, Optional.empty());
    }

    /** A Unix domain socket. */
    public static ListenAddress ofSocket(Scheme scheme, Path path, int backlog) {
        return new ListenAddress(scheme, InetAddress.getLoopbackAddress(), 0, backlog, Optional.of(path));
    }

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

    SocketAddress socketAddress() {
        return path.<SocketAddress>map(UnixDomainSocketAddress::of).orElseGet(() -> new InetSocketAddress(ip, port));
    }

    /** IP and port; loopback and 0 for a Unix domain socket. */
    public LocalAddress localAddress() {
        return new LocalAddress(ip, port);
    }

    /** What only one acceptor can have: IP and port, or the path. */
    public String place() {
        return path.map(Path::toString).orElseGet(() -> localAddress().toString());
    }

    /** As an administrator writes it, without options. */
    @Override
    public String toString() {
        return scheme + "://" + place();
    }
}
