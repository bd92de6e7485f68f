package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page is made of. */
class PageTest {
    private static final Path PAGE = Path.of("src/main/webapp");

    /** Names in mail are strangers' texts. */
    @Test
    void noTextIsEverReadAsMarkup() throws Exception {
        assertThat(scripts())
                .hasSizeGreaterThan(5)
                .noneMatch(Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser"
                                + "|createContextualFragment|setHTML|eval\\(|new Function|srcdoc")
                        .asPredicate());
    }

    /** The policy of its answers would not let them run. */
    @Test
    void noScriptOrStyleStandsInThePage() throws Exception {
        assertThat(Files.readString(PAGE.resolve("index.html")))
                .doesNotContain("<style", "style=", "<form", "javascript:")
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws Exception {
        assertThat(Files.readString(PAGE.resolve("index.html"))).doesNotContain("://");
        assertThat(Files.readString(PAGE.resolve("console.css"))).doesNotContain("url(", "@import");
        assertThat(scripts()).noneMatch(Pattern.compile("https?://").asPredicate());
    }

    @Test
    void eachFieldOfThePageHasALabel() throws Exception {
        String page = Files.readString(PAGE.resolve("index.html"));

        assertThat(Pattern.compile("<(input|select|textarea)\\b")
                        .matcher(page)
                        .results()
                        .count())
                .isEqualTo(Pattern.compile("<label[^>]*>[^<]+<(input|select|textarea)\\b")
                        .matcher(page)
                        .results()
                        .count())
                .isPositive();
    }

    /** It has lines, and headers: a browser would cut the rest off without a word. */
    @Test
    void aWholeReportCanBePasted() throws Exception {
        assertThat(Files.readString(PAGE.resolve("index.html")))
                .containsPattern("<textarea id=\"find-text\"[^>]* maxlength=\"16384\"");
    }

    /** Each of them is there or not with the adapters, which come and go. */
    @Test
    void whatOnlySomeAdaptersHaveIsDecidedWithEachState() throws Exception {
        String main = Files.readString(PAGE.resolve("js/main.js"));

        assertThat(main.substring(main.indexOf("function show(state)"), main.indexOf("prepareExplain(told)")))
                .contains("showHistory(state.historyKept);", "showTotals(state.adapters);");
    }

    /** Else a card would speak of interference, and its heading would not. */
    @Test
    void thePageKnowsWhichSignsAClientGivesByItself() throws Exception {
        String page = Files.readString(PAGE.resolve("js/addresses.js"));
        Set<String> known = Pattern.compile("OF_THE_CLIENT = \\[\"([^\"]+)\", \"([^\"]+)\"]")
                .matcher(page)
                .results()
                .flatMap(found -> Stream.of(found.group(1), found.group(2)))
                .collect(Collectors.toSet());

        assertThat(known).isEqualTo(Concern.OF_THE_CLIENT);
    }

    /** A module that is missing keeps all others from running, so that they could say nothing of it. */
    @Test
    void whatSaysThatScriptsAreMissingNeedsNoneOfThem() throws Exception {
        assertThat(Files.readString(PAGE.resolve("index.html")))
                .contains("<script src=\"js/missing.js\" defer></script>");
        assertThat(Files.readString(PAGE.resolve("js/missing.js"))).doesNotContain("import");
        assertThat(Files.readString(PAGE.resolve("js/main.js")).indexOf("dataset.scripts = \"run\";"))
                .isGreaterThan(Files.readString(PAGE.resolve("js/main.js")).indexOf("live(show"));
    }

    @Test
    void everythingIsForTheRoleAlone() throws Exception {
        assertThat(Files.readString(PAGE.resolve("WEB-INF/web.xml")))
                .contains("<url-pattern>/*</url-pattern>", "<role-name>postern-admin</role-name>")
                .doesNotContain("<http-method", "<realm-name");
    }

    private static List<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(PAGE.resolve("js"))) {
            return files.map(PageTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
