package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents are short, lead somewhere, and name what exists. */
class DocumentsTest {
    private static final int MAX_README = 9 * 1024;
    private static final Document README = Document.at("README.md");
    private static final Document ARCHITECTURE = Document.at("docs/architecture.md");
    private static final Path SOURCES = Document.ROOT.resolve("rar/src/main/java/org/postern");

    /** A class, perhaps with its room in front, perhaps with something of it behind. */
    private static final Pattern CLASS =
            Pattern.compile("(?:((?:ra|net|smtp|tls)(?:\\.[a-z]+)*)\\.)?([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+)(?:\\(.*)?)?");

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|enum|interface) ([A-Z]\\w+)");
    private static final Pattern ARROW = Pattern.compile("\\s*([\\w.]+) --> ([\\w.]+)");

    /** What decisions name of others: Java, Jakarta EE, servers, header fields, and what management beans show. */
    private static final Set<String> NOT_OURS = Set.of(
            "Adapter",
            "BootstrapContext",
            "CallerPrincipalCallback",
            "Date",
            "EJBAccessException",
            "EJBException",
            "Integer",
            "LongAdder",
            "MessageEndpoint",
            "MessageEndpointFactory",
            "OutOfMemoryError",
            "PasswordValidationCallback",
            "Received",
            "ResourceAdapterAdminServiceImpl",
            "SNIHostName",
            "Timer");

    /** Of links, and of the names of XML vocabularies. */
    private static final Set<String> PUBLIC = Set.of(
            "github.com",
            "keepachangelog.com",
            "semver.org",
            "www.apache.org",
            "jakarta.ee",
            "www.ironjacamar.org",
            "www.jboss.com",
            "osv.dev",
            "api.osv.dev");

    static Stream<Document> documents() throws IOException {
        return Document.all().stream();
    }

    static Stream<Document> ofContributors() throws IOException {
        return documents()
                .filter(document -> document.toString().startsWith("docs/adr/")
                        || document.equals(ARCHITECTURE)
                        || Set.of("CONTRIBUTING.md", "docs/testing.md", "docs/dependencies.md")
                                .contains(document.toString()));
    }

    @Test
    void theReadmeIsShort() throws Exception {
        assertThat(Files.size(README.file())).isLessThanOrEqualTo(MAX_README);
    }

    @Test
    void theBeanOfTheReadmeCompiles(@TempDir Path directory) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path source = Files.writeString(
                directory.resolve("Orders.java"),
                "import jakarta.ejb.*;\nimport org.postern.api.*;\n" + README.block("java"));

        assertThat(compiler.run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString()))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void eachLinkLeadsSomewhere(Document document) {
        List<String> broken = new ArrayList<>();
        for (String link : document.links()) {
            if (!link.startsWith("https://") && !leadsSomewhere(document, link)) {
                broken.add(link);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void eachDocumentIsFoundFromTheReadme() throws Exception {
        Set<Document> found = new LinkedHashSet<>(Set.of(README));
        Deque<Document> unread = new ArrayDeque<>(found);
        while (!unread.isEmpty()) {
            Document document = unread.remove();
            for (String link : document.links()) {
                Document target = new Document(target(document, link));
                if (link.matches("[^:]+\\.md(#.*)?") && found.add(target)) {
                    unread.add(target);
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(Document.all());
    }

    /** Machines that these pages were written on or tried on are nobody's business, and names in examples are reserved (RFC 2606). */
    @ParameterizedTest
    @MethodSource("documents")
    void noDocumentNamesAMachine(Document document) {
        assertThat(document.text()).doesNotContainPattern("/(work|home|root|tmp/[a-z])/");
        assertThat(Pattern.compile("(?:smtps?|submissions?|https?|lmtp)://([\\w.-]+)")
                        .matcher(document.text())
                        .results()
                        .map(found -> found.group(1)))
                .allMatch(host -> host.matches("(.*\\.)?example\\.(com|net|org)|[\\d.]+|localhost|HOST|IP")
                        || PUBLIC.contains(host));
    }

    @Test
    void eachClassOfTheArchitectureLivesInTheRoomThatIsSaid() {
        List<String> wrong = new ArrayList<>();
        List<String> rows = path();
        for (String row : rows) {
            String[] cells = row.split("\\|", -1);
            String room = cells[2].strip().replace("`", "");
            Document.names(List.of(cells[3])).stream()
                    .filter(name -> !Files.exists(source(room, name)))
                    .forEach(name -> wrong.add(room + "." + name));
        }
        List<String> others = new ArrayList<>(ARCHITECTURE.prose());
        others.removeAll(rows);
        Set<String> ours = ours();
        for (String name : Document.names(others)) {
            var found = CLASS.matcher(name);
            if (found.matches()
                    && (found.group(1) == null
                            ? ours.contains(found.group(2))
                            : !Files.exists(source(found.group(1), found.group(2))))) {
                wrong.add(name);
            }
        }
        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(wrong).isEmpty();
    }

    /** Those that no way round makes superfluous: all arrows of {@link RoomsTest} would be no picture. */
    @Test
    void thePictureHasTheRoomsAndTheShortestArrowsBetweenThem() {
        assertThat(ARROW.matcher(ARCHITECTURE.block("mermaid"))
                        .results()
                        .map(found -> found.group(1) + " --> " + found.group(2)))
                .containsExactlyInAnyOrderElementsOf(RoomsTest.shortestArrows());
        assertThat(ARCHITECTURE.prose().stream().filter(line -> line.matches("\\| `[a-z.]+` \\|.*\\|.*\\|")))
                .hasSize(RoomsTest.rooms().toList().size());
    }

    /** Decisions outlive the names of classes, and a reader looks for those of today. */
    @ParameterizedTest
    @MethodSource("ofContributors")
    void eachClassThatContributorsReadOfExists(Document document) throws Exception {
        Set<String> types = new TreeSet<>(NOT_OURS);
        String all = everything();
        TYPE.matcher(all).results().map(found -> found.group(1)).forEach(types::add);
        List<String> unknown = new ArrayList<>();
        for (String name : document.names()) {
            var found = CLASS.matcher(name);
            if (found.matches()
                    && (!types.contains(found.group(2))
                            || (found.group(3) != null
                                    && !NOT_OURS.contains(found.group(2))
                                    && !all.contains(found.group(3))))) {
                unknown.add(name);
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static List<String> path() {
        List<String> lines = ARCHITECTURE.prose();
        return lines.subList(lines.indexOf("<!-- path -->") + 3, lines.indexOf("<!-- /path -->"));
    }

    private static Path source(String room, String type) {
        return SOURCES.resolve(room.replace('.', '/')).resolve(type + ".java");
    }

    private static Set<String> ours() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of all classes, tests included. */
    private static String everything() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String module : List.of(
                "api",
                "content",
                "endpoint",
                "rar",
                "console",
                "test",
                "ejb-listener",
                "src-it",
                "src-it-servers",
                "bench")) {
            try (Stream<Path> files = Files.walk(Document.ROOT.resolve(module).resolve("src"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString();
    }

    private static boolean leadsSomewhere(Document document, String link) {
        Path target = target(document, link);
        String anchor = URI.create(link).getFragment();
        return Files.exists(target)
                && (anchor == null || new Document(target).anchors().contains(anchor));
    }

    private static Path target(Document document, String link) {
        String place = link.replaceFirst("#.*", "");
        return place.isEmpty()
                ? document.file()
                : document.file().resolveSibling(place).normalize();
    }
}
