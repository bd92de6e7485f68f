package org.postern.tls;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;

/** Reads one entry, {@code ADDRESS=ALIAS} or {@code ADDRESS=ALIAS|ALIAS}, and says everything that is wrong with it. */
final class BindingParser {
    private static final Pattern ADDRESS =
            Pattern.compile("(?<host>\\[[^\\]]*:[^\\]]*\\]|[^:\\[\\]]*)(?::(?<port>[^:]*))?");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final String FORMS = "192.0.2.1:25=ALIAS, 192.0.2.1=ALIAS, *:25=ALIAS or *=ALIAS, IPv6 addresses in "
            + "brackets: [2001:db8::1]:25=ALIAS";

    private final String entry;
    private final List<String> found = new ArrayList<>();

    BindingParser(String entry) {
        this.entry = entry;
    }

    /** The binding, or empty after every problem of the entry was reported. */
    Optional<CertificateBinding> parse(Consumer<String> problems) {
        Optional<CertificateBinding> binding = binding();
        found.forEach(problems);
        return found.isEmpty() ? binding : Optional.empty();
    }

    private Optional<CertificateBinding> binding() {
        int equals = entry.indexOf('=');
        if (equals < 0) {
            problem("has no \"=\". Write " + FORMS + ".");
            return Optional.empty();
        }
        List<String> aliases = aliases(entry.substring(equals + 1).strip());
        Matcher address = ADDRESS.matcher(entry.substring(0, equals).strip());
        if (!address.matches()) {
            problem("does not begin with a readable address. Write " + FORMS + ".");
            return Optional.empty();
        }
        Optional<InetAddress> ip = ip(address.group("host").strip());
        OptionalInt port =
                Optional.ofNullable(address.group("port")).map(this::port).orElseGet(OptionalInt::empty);
        return Optional.of(new CertificateBinding(ip, port, aliases));
    }

    private Optional<InetAddress> ip(String host) {
        if (host.equals("*")) {
            return Optional.empty();
        }
        boolean bracketed = host.startsWith("[");
        Optional<InetAddress> ip = IpLiteral.parse(bracketed ? host.substring(1, host.length() - 1) : host);
        if (bracketed && host.contains("%")) {
            problem("has a scope id. Leave out everything from \"%\" to the bracket: scope ids are not compared.");
        } else if (ip.isEmpty()) {
            problem("has \"" + host + "\" where an IP address should stand, and host names are not looked up. Write "
                    + FORMS + ".");
        } else if (ip.get().isAnyLocalAddress()) {
            problem("can never match: no connection arrives at " + host + ". Write * for every address.");
        }
        return ip;
    }

    private OptionalInt port(String text) {
        String digits = text.strip();
        int port = PORT.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > LocalAddress.MAX_PORT) {
            problem("has no usable port after the address. Write a number from 1 to " + LocalAddress.MAX_PORT
                    + ", or leave out the colon for every port.");
        }
        return OptionalInt.of(port);
    }

    private List<String> aliases(String text) {
        List<String> aliases =
                Stream.of(text.split("\\|", -1)).map(String::strip).toList();
        if (text.contains("=")) {
            problem("has a second \"=\". Separate bindings with commas; an alias cannot contain \"=\".");
        } else if (aliases.contains("")) {
            problem("names no alias" + (aliases.size() > 1 ? " on one side of \"|\"" : "")
                    + ". Write the alias of the key store's entry after \"=\", several with \"|\" between them.");
        } else if (Set.copyOf(aliases).size() < aliases.size()) {
            problem("names an alias twice. Keep one of them.");
        }
        return aliases;
    }

    private void problem(String sentence) {
        found.add("certificateBindings: \"" + entry + "\" " + sentence);
    }
}
