package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences say who acts: client, sender, bean, container, administrator, server. */
class WordsTest {
    private static final List<String> MODULES = List.of(
            "api",
            "content",
            "endpoint",
            "rar",
            "console",
            "test",
            "ejb-listener",
            "ear",
            "src-it",
            "src-it-servers",
            "bench");

    /** Words that hide it, also within the names of the code. */
    private static final Pattern HIDING = Pattern.compile(
            "nobody|whoever|somebody|someone|anybody|anyone|everybody|\\bno one\\b|\\b(is|are|was|were) no more\\b(?! than)",
            Pattern.CASE_INSENSITIVE);

    /** Where contributors read which words these are. */
    private static final Pattern RULE = Pattern.compile("(?ms)^## Sentences$.*?(?=^## )");

    static Stream<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : MODULES) {
            Path main = Document.ROOT.resolve(module).resolve("src/main");
            all.add(Document.ROOT.resolve(module).resolve("pom.xml"));
            if (Files.exists(main)) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(file -> file.toString().matches(".*\\.(java|xml)"))
                            .forEach(all::add);
                }
            }
        }
        return all.stream();
    }

    static Stream<Document> documents() throws IOException {
        return Document.all().stream();
    }

    @Test
    void theCodeSaysWhoActs() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources().toList()) {
            for (String found : hiding(Files.readString(file))) {
                wrong.add(file.getFileName() + ": " + found);
            }
        }
        assertThat(sources()).hasSizeGreaterThan(300);
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void soDoTheDocuments(Document document) {
        assertThat(hiding(RULE.matcher(document.text()).replaceAll(""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Whoever connects is refused.",
                "It is read by\n * nobody.",
                "static ClientTrust trustsNobody()",
                "The peer is\n     * no more.",
                "the peers are no more"
            })
    void wordsThatHideItAreFoundWhereverTheyStand(String text) {
        assertThat(hiding(text)).hasSize(1);
    }

    @Test
    void whatIsNoMoreThanSomethingElseIsAQuantity() {
        assertThat(hiding("Messages and questions together are no more than the limit."))
                .isEmpty();
    }

    private static List<String> hiding(String text) {
        String line = text.replaceAll("\\s+(\\* |// )?\\s*", " ");
        return HIDING.matcher(line)
                .results()
                .map(found ->
                        line.substring(Math.max(0, found.start() - 40), Math.min(line.length(), found.end() + 20)))
                .toList();
    }
}
