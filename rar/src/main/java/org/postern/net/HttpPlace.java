package org.postern.net;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a web server is: the authority of a URI (RFC 3986 section 3.2), without the user that some have. Names that
 * {@link URI#getHost()} does not know are among them, such as those with an underscore, which are used within companies.
 */
record HttpPlace(String host, int port) {
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[^@]*@)?(?<host>\\[[^\\[\\]@]+\\]|[^:\\[\\]@]+)(?::(?<port>\\d{0,5}))?");
    private static final int USUAL_PORT = 80;

    /** @throws IOException if there is none, with a clause */
    static HttpPlace of(URI uri) throws IOException {
        Matcher authority =
                AUTHORITY.matcher(Optional.ofNullable(uri.getRawAuthority()).orElse(""));
        if (!authority.matches()) {
            throw new IOException("its address has no host and port that could be connected to");
        }
        String port = authority.group("port");
        return new HttpPlace(
                authority.group("host"), port == null || port.isEmpty() ? USUAL_PORT : Integer.parseInt(port));
    }

    /** As it stands in a request. */
    @Override
    public String toString() {
        return port == USUAL_PORT ? host : host + ":" + port;
    }
}
