package org.postern.console.path;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Fetches the policy of a domain as senders do: by https, from the right certificate, following no redirect (RFC 8461, section 3.3). By
 * hand, because so the address that was allowed is the one that is asked, and time and octets are bounded. HTTP 1.0, in which no answer
 * comes in chunks.
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
            String request = "GET /.well-known/mta-sts.txt HTTP/1.0\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer(socket.getInputStream());
        }
    }

    private static String answer(InputStream input) throws IOException {
        String status = line(input);
        if (!status.matches("HTTP/1\\.\\d 200( .*)?")) {
            throw new IOException("It is answered " + Text.of(status));
        }
        int length = MOST_OCTETS;
        boolean isText = false;
        for (String field = line(input); !field.isEmpty(); field = line(input)) {
            String small = field.toLowerCase(Locale.ROOT).replace(" ", "");
            isText |= small.startsWith("content-type:text/plain");
            if (small.matches("content-length:\\d{1,9}")) {
                length = Math.min(length, Integer.parseInt(small.substring("content-length:".length())));
            }
        }
        if (!isText) {
            throw new IOException("It is not of the type text/plain");
        }
        return new String(input.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new EOFException("The connection was closed");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
    }
}
