package org.postern.it;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks the console as a browser would, or as one that is led astray. */
final class ConsoleClient {
    /** Keeps cookies as a browser does: a server may renew the session's when its user authenticates. */
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private final String console;
    private final String password;

    ConsoleClient(String console, String password) {
        this.console = console;
        this.password = password;
    }

    /** @param user empty for a request without credentials */
    HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
        return client.send(request(path, user).build(), BodyHandlers.ofString());
    }

    /** What changes something has to show. */
    String token(HttpResponse<String> session) {
        return session.body().replaceAll(".*\"token\":\"([0-9a-f]+)\".*", "$1");
    }

    HttpResponse<String> pause(String bean, String user, String token, String origin)
            throws IOException, InterruptedException {
        String id = URLEncoder.encode(bean, StandardCharsets.UTF_8);
        return client.send(
                request("api/pause?id=" + id, user)
                        .header("X-Postern-Token", token)
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String user) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console + path));
        if (!user.isEmpty()) {
            String credentials = user + ":" + password;
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }
}
