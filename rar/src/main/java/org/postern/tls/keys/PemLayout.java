package org.postern.tls.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files of one directory belong together, and under which alias. In this order, which counts when two are of the
 * same name:
 *
 * <ol>
 *   <li>{@code privkey.pem} with {@code fullchain.pem}, or {@code cert.pem} and {@code chain.pem}: certbot, dehydrated.
 *       The alias is the name of the directory.
 *   <li>{@code NAME.key} with {@code NAME.crt} or its like: lego, Caddy, acme.sh, Kubernetes. The alias is NAME.
 *   <li>{@code NAME-key.pem} with {@code NAME.pem} or {@code NAME-cert.pem}: mkcert.
 *   <li>{@code NAME.pem} with both in it: HAProxy.
 *   <li>{@code NAME.pem}, {@code .crt} or {@code .cer} with certificates alone.
 * </ol>
 */
final class PemLayout {
    /** Also with a number, as dehydrated and certbot keep earlier ones. They stand for their directory alone. */
    private static final Pattern NAMED_BY_DIRECTORY =
            Pattern.compile("(privkey|fullchain|chain|cert)(-?\\d+)?\\.pem|privkey\\.key|fullchain\\.(cer|crt)");

    private static final String KEY = ".key";
    private static final String DASH_KEY = "-key.pem";

    private final String directory;
    private final NavigableMap<String, PemFile> files = new TreeMap<>();

    PemLayout(String directory, List<PemFile> content) {
        this.directory = directory;
        content.forEach(file -> files.put(file.name(), file));
    }

    /** In the order above; an alias may come more than once. */
    List<PemEntry> entries() {
        List<PemEntry> entries = new ArrayList<>();
        namedByDirectory().ifPresent(entries::add);
        namedByFile().filter(file -> file.name().endsWith(KEY)).map(this::pair).forEach(entries::add);
        namedByFile()
                .filter(file -> file.name().endsWith(DASH_KEY))
                .map(this::dashPair)
                .forEach(entries::add);
        namedByFile()
                .filter(file -> !file.name().endsWith(KEY) && !file.name().endsWith(DASH_KEY))
                .map(this::alone)
                .flatMap(Optional::stream)
                .forEach(entries::add);
        return entries;
    }

    private Optional<PemEntry> namedByDirectory() {
        Optional<PemFile> key = first("privkey.pem", "privkey.key");
        Optional<PemFile> full = certificates("fullchain.pem", "fullchain.cer", "fullchain.crt");
        Optional<PemFile> certificate = full.or(() -> certificates("cert.pem"));
        if (key.isEmpty() && certificate.isEmpty()) {
            return Optional.empty();
        }
        Optional<PemFile> issuers = full.isPresent() ? Optional.empty() : first("chain.pem");
        return Optional.of(new PemEntry(directory, key, certificate, issuers));
    }

    private Stream<PemFile> namedByFile() {
        return files.values().stream()
                .filter(file -> !NAMED_BY_DIRECTORY.matcher(file.name()).matches());
    }

    private PemEntry pair(PemFile key) {
        String name = withoutEnd(key, KEY);
        return new PemEntry(name, Optional.of(key), certificateOf(name), issuersOf(name));
    }

    private PemEntry dashPair(PemFile key) {
        String name = withoutEnd(key, DASH_KEY);
        return new PemEntry(name, Optional.of(key), certificates(name + ".pem", name + "-cert.pem"), issuersOf(name));
    }

    /** A file that names its alias itself; one without keys and certificates, as of DH parameters, is none. */
    private Optional<PemEntry> alone(PemFile file) {
        String name = file.baseName();
        if (file.holdsKey()) {
            Optional<PemFile> certificate = holdsCertificates(file) ? Optional.of(file) : certificateOf(name);
            return Optional.of(new PemEntry(name, Optional.of(file), certificate, issuersOf(name)));
        }
        return Optional.of(file)
                .filter(PemLayout::holdsCertificates)
                .map(holder -> new PemEntry(name, Optional.empty(), Optional.of(holder), Optional.empty()));
    }

    private Optional<PemFile> certificateOf(String name) {
        return certificates(
                        name + ".fullchain.pem", name + ".fullchain.crt", name + ".crt", name + ".cer", name + ".pem")
                .map(this::withItsChain);
    }

    /** Beside NAME.cer, acme.sh writes the whole chain to a file that is called the same for every NAME. */
    private PemFile withItsChain(PemFile certificate) {
        return Optional.of(certificate)
                .filter(file ->
                        file.name().endsWith(".cer") && file.certificates().size() == 1)
                .flatMap(file -> certificates("fullchain.cer"))
                .filter(full -> full.damage().isPresent()
                        || full.certificates()
                                .get(0)
                                .equals(certificate.certificates().get(0)))
                .orElse(certificate);
    }

    private Optional<PemFile> issuersOf(String name) {
        return first(name + ".issuer.crt", name + ".chain.pem");
    }

    private Optional<PemFile> certificates(String... names) {
        return Stream.of(names)
                .map(name -> first(name))
                .flatMap(Optional::stream)
                .filter(PemLayout::holdsCertificates)
                .findFirst();
    }

    private Optional<PemFile> first(String... names) {
        return Stream.of(names).filter(files::containsKey).findFirst().map(files::get);
    }

    private static boolean holdsCertificates(PemFile file) {
        return file.damage().isPresent() || !file.certificates().isEmpty();
    }

    private static String withoutEnd(PemFile file, String end) {
        return file.name().substring(0, file.name().length() - end.length());
    }
}
