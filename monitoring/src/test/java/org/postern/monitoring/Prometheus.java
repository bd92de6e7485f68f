package org.postern.monitoring;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real Prometheus, which reads one exporter each second, with the alerts of this directory. */
final class Prometheus implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    Prometheus(Path program, Path directory, int exporter) throws IOException {
        address = "127.0.0.1:" + freePort();
        Path configuration = Files.writeString(
                directory.resolve("prometheus.yml"), """
                    global: {scrape_interval: 1s, evaluation_interval: 1s}
                    rule_files: ["%s"]
                    scrape_configs:
                      - job_name: postern
                        static_configs: [{targets: ["127.0.0.1:%d"]}]
                    """.formatted(Expressions.ALERTS.toAbsolutePath(), exporter));
        process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    /** Where it is installed; empty if it is not. */
    static Optional<Path> program() {
        return program("prometheus");
    }

    /** Where a program is; empty if it is not installed. */
    static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What an expression is now: a value for each set of labels. Fails if it cannot be evaluated. */
    Map<Map<String, String>, Double> query(String expression) throws IOException, InterruptedException {
        Map<Map<String, String>, Double> values = new HashMap<>();
        JsonObject data = get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        for (JsonObject one : data.getJsonArray("result").getValuesAs(JsonObject.class)) {
            String value = one.getJsonArray("value").getString(1);
            values.put(labels(one.getJsonObject("metric")), Double.valueOf(value.replace("Inf", "Infinity")));
        }
        return values;
    }

    /** The labels of alerts that fire now. */
    List<Map<String, String>> firing(String alert) throws IOException, InterruptedException {
        return get("alerts").getJsonArray("alerts").getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("state").equals("firing"))
                .map(one -> labels(one.getJsonObject("labels")))
                .filter(labels -> labels.get("alertname").equals(alert))
                .toList();
    }

    boolean answers() {
        try {
            return !query("postern_uptime_seconds").isEmpty();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonObject get(String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/" + what))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        String answer = response.body();
        if (response.statusCode() == 503) { // It is still starting.
            throw new IOException(answer);
        }
        try (JsonReader reader = Json.createReader(new StringReader(answer))) {
            JsonObject whole = reader.readObject();
            if (!whole.getString("status").equals("success")) {
                throw new IOException(answer);
            }
            return whole.getJsonObject("data");
        }
    }

    private static Map<String, String> labels(JsonObject labels) {
        Map<String, String> all = new TreeMap<>();
        labels.keySet().forEach(name -> all.put(name, labels.getString(name)));
        return all;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
