package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConformanceTableTest {
    private static final Path DOCUMENT = Path.of("../docs/conformance.md");

    /** When this fails, what it wrote to {@code target/conformance.md} is what the document should be. */
    @Test
    void theDocumentIsMadeFromTheClauses() throws Exception {
        String table = table();
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/conformance.md"), table);

        assertThat(Files.readString(DOCUMENT)).isEqualTo(table);
    }

    @Test
    void eachClauseIsTriedSomewhereAndHasADialogue() throws Exception {
        assertThat(Clause.all())
                .isNotEmpty()
                .allSatisfy(clause ->
                        assertThat(clause.transports()).as("%s", clause).isNotEmpty())
                .allSatisfy(clause -> assertThat(clause.dialogue())
                        .as("%s", clause)
                        .anyMatch(line -> line.startsWith("C:") || line.startsWith("c:") || line.startsWith("S:")));
    }

    private static String table() throws IOException {
        List<Clause> clauses = Clause.all();
        return """
                # What the standards demand

                Each row is a dialogue in `src-it/src/test/conformance`, and a test against the packaged adapter in a server, on
                each transport that it names: in plaintext, after STARTTLS, with implicit TLS, and where only special addresses
                can show it. All but those of one syntax of envelopes are tried with `envelopeSyntax=lenient` and `strict`. This
                table is made from those files.

                | standard and section | what holds | tried |
                |---|---|---|
                """ + clauses.stream().map(ConformanceTableTest::row).collect(Collectors.joining());
    }

    private static String row(Clause clause) {
        String transports =
                clause.transports().stream().map(Transport::toString).collect(Collectors.joining(", "));
        String syntaxes =
                clause.syntaxes().size() == 1 ? ", " + clause.syntaxes().get(0) + " only" : "";
        return "| " + clause.section() + " | " + clause.statement() + " | " + transports + syntaxes + " |\n";
    }
}
