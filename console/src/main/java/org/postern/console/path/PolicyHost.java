package org.postern.console.path;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Fetches the policy of a domain as senders do: by https, from the right certificate, following no redirect (RFC 8461, section 3.3). By
 * hand, because so the address that was allowed is the one that is asked, and time and octets are bounded. HTTP 1.1, and with a name: web
 * servers and what protects them refuse what has neither, and senders have both.
 */
final class PolicyHost {
    /** Senders need not read more (RFC 8461, section 3.3). */
    static final int MOST_OCTETS = 64 * 1024;

    private final String name;
    private final List<InetSocketAddress> places;
    private final Authorities authorities;

    PolicyHost(String name, List<InetAddress> addresses, int port, Authorities authorities) {
        this.name = name;
        this.places = addresses.stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        this.authorities = authorities;
    }

    /** @throws IOException with what is wrong as senders see it */
    String fetch(Deadline deadline) throws IOException {
        try (Socket plain = BoundedSocket.to(places, deadline, 2 * MOST_OCTETS)) {
            SSLSocket socket =
                    (SSLSocket) authorities.socketFactory().createSocket(plain, name, plain.getPort(), false);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
            return HttpAnswer.text(socket.getInputStream(), MOST_OCTETS);
        }
    }

    private String request() {
        return String.join(
                "\r\n",
                "GET /.well-known/mta-sts.txt HTTP/1.1",
                "Host: " + name,
                "User-Agent: Postern-Console",
                "Accept: text/plain",
                "Accept-Encoding: identity",
                "Connection: close",
                "",
                "");
    }
}
