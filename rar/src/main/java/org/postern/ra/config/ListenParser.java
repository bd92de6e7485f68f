package org.postern.ra.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.ip.IpLiteral;
import org.postern.net.ListenAddress;
import org.postern.net.ListenAddress.Scheme;

/** Reads the {@code listen} property: URIs separated by commas or blanks. */
final class ListenParser {
    private static final Pattern URI = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?<path>/[^?#]+)|(?:\\[(?<v6>[^\\]]*)\\]|(?<host>[^\\[\\]/:?#]*))(?::(?<port>\\d{1,9}))?/?)(?:\\?(?<query>.*))?");

    private static final String EXAMPLE = "Write it as in smtp://0.0.0.0:25 or smtps://[::]:465";
    private static final int MAX_PORT = 65_535;
    private static final int PUBLIC_PORT = 25;

    private final Consumer<String> problems;

    /**
     * Prepares a parser.
     *
     * @param problems takes one sentence for each thing that is wrong
     */
    ListenParser(Consumer<String> problems) {
        this.problems = problems;
    }

    List<ListenEntry> parse(String text) {
        Map<String, ListenAddress> seen = new HashMap<>();
        List<ListenEntry> entries = new ArrayList<>();
        for (String word : text.strip().split("[,\\s]+", -1)) {
            Optional<ListenEntry> entry = parseOne(word);
            entries.addAll(entry.stream().toList());
            entry.map(ListenEntry::address)
                    .map(one -> seen.put(one.place(), one))
                    .ifPresent(earlier -> report(word, "has the same place as " + earlier + ". Remove one"));
        }
        return List.copyOf(entries);
    }

    private Optional<ListenEntry> parseOne(String word) {
        Matcher uri = URI.matcher(word);
        if (!uri.matches()) {
            report(word, "is not understood. " + EXAMPLE);
            return Optional.empty();
        }
        Optional<Scheme> scheme = scheme(word, uri.group("scheme"));
        Optional<ListenOptions> options =
                ListenOptions.parse(Optional.ofNullable(uri.group("query")).orElse(""), fault -> report(word, fault));
        if (scheme.isEmpty() || options.isEmpty()) {
            return Optional.empty();
        }
        int backlog = options.get().backlog();
        Optional<ListenAddress> address = uri.group("path") == null
                ? port(word, uri, scheme.get(), backlog)
                : socket(word, uri.group("path"), scheme.get(), backlog);
        return address.map(one -> new ListenEntry(one, options.get().properties()));
    }

    private Optional<ListenAddress> port(String word, Matcher uri, Scheme scheme, int backlog) {
        Optional<InetAddress> ip = ip(word, uri);
        return ip.isEmpty()
                ? Optional.empty()
                : port(word, Optional.ofNullable(uri.group("port")), scheme)
                        .map(port -> new ListenAddress(scheme, ip.get(), port, backlog));
    }

    private Optional<ListenAddress> socket(String word, String path, Scheme scheme, int backlog) {
        if (scheme != Scheme.LMTP) {
            report(word, "has a path where an IP address should stand, which only lmtp may have. " + EXAMPLE);
            return Optional.empty();
        }
        return Optional.of(ListenAddress.ofSocket(scheme, Path.of(path), backlog));
    }

    private Optional<Scheme> scheme(String word, String text) {
        Optional<Scheme> scheme = Arrays.stream(Scheme.values())
                .filter(one -> one.toString().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (scheme.isEmpty()) {
            report(word, "has an unknown scheme. Write one of " + Arrays.toString(Scheme.values()));
        }
        return scheme;
    }

    private Optional<InetAddress> ip(String word, Matcher uri) {
        String text = Optional.ofNullable(uri.group("v6")).orElse(uri.group("host"));
        Optional<InetAddress> ip = IpLiteral.parse(text);
        if (ip.isEmpty()) {
            report(word, "has \"" + text + "\" where an IP address should stand. " + EXAMPLE);
        }
        return ip;
    }

    private Optional<Integer> port(String word, Optional<String> text, Scheme scheme) {
        int port = text.map(Integer::parseInt).orElse(scheme.defaultPort());
        if (port < 1 || port > MAX_PORT) {
            report(word, "has a port outside of 1 to " + MAX_PORT);
            return Optional.empty();
        }
        if (scheme == Scheme.LMTP && port == PUBLIC_PORT) {
            report(word, "has the port of SMTP, where RFC 2033 section 5 forbids LMTP. Choose another, such as 24");
            return Optional.empty();
        }
        return Optional.of(port);
    }

    private void report(String word, String fault) {
        problems.accept(Property.LISTEN.beanName() + ": \"" + word + "\" " + fault + ".");
    }
}
