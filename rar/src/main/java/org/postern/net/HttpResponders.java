package org.postern.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postern.tls.Responders;

/**
 * Posts to OCSP responders, each time on a connection of its own, by HTTP/1.0 (RFC 1945), where a reply ends with the connection at the
 * latest. Not with a client of the JDK's: their limits of time are for each read, so that a responder which sends an octet now and then
 * would hold a thread for days, and what is under way in them cannot be ended from outside, or they keep threads of their own.
 */
final class HttpResponders implements Responders {
    /** For all of a question. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** For each address of a name, of which one may not be routed. */
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private static final int MOST_ADDRESSES = 3;

    private final Time time;
    private final Duration patience;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    HttpResponders(Time time) {
        this(time, PATIENCE);
    }

    /** Takes how long a question may take. */
    HttpResponders(Time time, Duration patience) {
        this.time = time;
        this.patience = patience;
    }

    @Override
    public byte[] ask(URI responder, byte[] question) throws IOException {
        Moment deadline = time.moment().plus(patience);
        try {
            HttpPlace place = HttpPlace.of(responder);
            Optional<InetSocketAddress> proxy = proxy(responder);
            Socket socket = connected(
                    proxy.map(InetSocketAddress::getHostString).orElse(place.host()),
                    proxy.map(InetSocketAddress::getPort).orElse(place.port()));
            try (socket) {
                send(socket.getOutputStream(), responder, place, proxy.isPresent(), question);
                return new HttpReply(socket, () -> deadline.since(time.moment())).body();
            } catch (SocketTimeoutException e) {
                throw timeout("it has not answered within " + patience.toSeconds() + " s", e);
            } finally {
                open.remove(socket);
            }
        } catch (IllegalArgumentException | SecurityException e) {
            throw new IOException("it cannot be reached (" + e + ")", e);
        }
    }

    private static SocketTimeoutException timeout(String clause, SocketTimeoutException cause) {
        SocketTimeoutException timeout = new SocketTimeoutException(clause);
        timeout.initCause(cause);
        return timeout;
    }

    @Override
    public void close() {
        closed.set(true);
        open.forEach(HttpResponders::close);
    }

    /** That of the JVM for web pages, if there is one ({@code http.proxyHost}). */
    private static Optional<InetSocketAddress> proxy(URI responder) {
        return Optional.ofNullable(ProxySelector.getDefault())
                .map(selector -> selector.select(responder)) // Which may give nothing, against its contract.
                .flatMap(proxies -> proxies.stream()
                        .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                        .findFirst())
                .map(proxy -> (InetSocketAddress) proxy.address());
    }

    private Socket connected(String host, int port) throws IOException {
        IOException failure = new UnknownHostException(host);
        for (InetAddress one : addresses(host)) {
            Socket socket = new Socket();
            open.add(socket);
            boolean connected = false;
            try {
                if (closed.get()) {
                    throw new IOException("nothing wants to know any more");
                }
                socket.connect(new InetSocketAddress(one, port), Math.toIntExact(CONNECT.toMillis()));
                connected = true;
                return socket;
            } catch (SocketTimeoutException e) {
                failure = timeout("it cannot be connected to (" + e.getMessage() + ")", e);
            } catch (IOException e) {
                failure = new IOException("it cannot be connected to (" + e.getMessage() + ")", e);
            } finally {
                if (!connected) {
                    close(socket);
                    open.remove(socket);
                }
            }
        }
        throw failure;
    }

    private static List<InetAddress> addresses(String host) throws IOException {
        try {
            List<InetAddress> all = List.of(InetAddress.getAllByName(host));
            return all.subList(0, Math.min(all.size(), MOST_ADDRESSES));
        } catch (UnknownHostException e) {
            throw new IOException("DNS does not know it", e);
        }
    }

    private static void send(OutputStream out, URI responder, HttpPlace place, boolean byProxy, byte[] question)
            throws IOException {
        String path = responder.getRawPath().isEmpty() ? "/" : responder.getRawPath();
        String query = responder.getRawQuery() == null ? "" : "?" + responder.getRawQuery();
        String head = "POST " + (byProxy ? "http://" + place : "") + path + query + " HTTP/1.0\r\n"
                + "Host: " + place + "\r\n"
                + "Content-Type: application/ocsp-request\r\n"
                + "Accept: application/ocsp-response\r\n"
                + "Content-Length: " + question.length + "\r\n"
                + "\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(question);
        out.flush();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
