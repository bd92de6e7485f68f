package org.postern.monitoring;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import javax.management.MalformedObjectNameException;

/** The Prometheus JMX exporter, by its own classes and with the rules of this directory, in this JVM. */
final class Exporter implements AutoCloseable {
    static final Path RULES = Path.of("jmx-exporter.yml");

    private final HTTPServer server;

    Exporter() throws IOException, MalformedObjectNameException {
        PrometheusRegistry registry = new PrometheusRegistry();
        new JmxCollector(RULES.toFile()).register(registry);
        server = HTTPServer.builder()
                .hostname("127.0.0.1")
                .port(0)
                .registry(registry)
                .buildAndStart();
    }

    int port() {
        return server.getPort();
    }

    Scrape scrape() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/metrics"))
                .build();
        return Scrape.of(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    @Override
    public void close() {
        server.close();
    }
}
