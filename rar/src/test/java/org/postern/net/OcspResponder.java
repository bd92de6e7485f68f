package org.postern.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An authority's OCSP responder on loopback (RFC 6960), which anybody can be that answers questions. */
public final class OcspResponder implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile UnaryOperator<byte[]> authority;
    private volatile boolean hanging;

    /** One that nobody has been entrusted with yet. */
    public OcspResponder() throws IOException {
        authority = question -> new byte[0];
        http = HttpServer.create(new InetSocketAddress(Ip.of("127.0.0.1"), 0), 0);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    /** From now on this one answers. */
    public void answering(UnaryOperator<byte[]> other) {
        authority = other;
    }

    public int answers() {
        return answers.get();
    }

    /** Requests that will get no answer. */
    public int waiting() {
        return waiting.get();
    }

    /** From now on it answers nobody. */
    public void hang() {
        hanging = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (hanging) {
                waiting.incrementAndGet();
                released.await();
                return;
            }
            byte[] response = authority.apply(question(exchange));
            exchange.getResponseHeaders().add("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
            answers.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Short questions of the JDK come in the path, longer ones in the body (RFC 6960, appendix A.1). */
    private static byte[] question(HttpExchange exchange) throws IOException {
        return exchange.getRequestMethod().equals("GET")
                ? Base64.getDecoder().decode(exchange.getRequestURI().getPath().substring(1))
                : exchange.getRequestBody().readAllBytes();
    }

    @Override
    public void close() {
        released.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
