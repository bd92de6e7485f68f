package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Of each jar that others have made, the archive says the licence and carries its text, and the SBOM names it. */
class LicensesIT {
    private static final Pattern OURS = Pattern.compile("postern[.-].*");
    /** As CycloneDX writes it: {@code pkg:maven/group/name@version?classifier=linux-x86_64&type=jar}. */
    private static final Pattern PURL =
            Pattern.compile("\"purl\" : \"pkg:maven/[^/]+/([^@]+)@([^?\"]+)\\?(?:classifier=([^&\"]+)&)?type=jar\"");

    @Test
    void theListOfLicencesHasEachJarOfOthersAndNoMore() throws IOException {
        assertThat(lines().map(line -> line.get(0)))
                .containsExactlyInAnyOrderElementsOf(BuiltRar.jars().stream()
                        .filter(jar -> !OURS.matcher(jar).matches())
                        .map(jar -> jar.replaceFirst("-\\d.*$", ""))
                        .distinct()
                        .toList());
    }

    @Test
    void eachTextThatTheListNamesIsThere() throws IOException {
        assertThat(lines().flatMap(line -> line.stream().skip(2)).map("META-INF/"::concat))
                .isNotEmpty()
                .isSubsetOf(BuiltRar.entries());
    }

    @Test
    void eachTextThatIsThereIsNamed() throws IOException {
        List<String> named = lines().flatMap(line -> line.stream().skip(2))
                .map("META-INF/"::concat)
                .toList();
        assertThat(BuiltRar.entries())
                .filteredOn(name -> name.startsWith("META-INF/licenses/"))
                .filteredOn(name -> !name.endsWith("/THIRD-PARTY.txt"))
                // The scripts that netty-tcnative is built with are not in its jars.
                .filteredOn(name -> !name.endsWith("/LICENSE.mvn-wrapper.txt"))
                .isSubsetOf(named);
    }

    @Test
    @DisabledIfSystemProperty(
            named = "postern.offline",
            matches = "offline=true",
            disabledReason = "no SBOM is made offline")
    void theSbomNamesEachJarAndNoMore() throws IOException {
        Stream<String> jars =
                PURL.matcher(content("META-INF/sbom.json")).results().map(LicensesIT::fileName);
        assertThat(jars)
                .containsExactlyInAnyOrderElementsOf(BuiltRar.jars().stream()
                        // The archive itself, whose classes these are.
                        .filter(jar -> !jar.equals("postern.jar"))
                        .toList());
    }

    @Test
    @DisabledIfSystemProperty(
            named = "postern.offline",
            matches = "offline=true",
            disabledReason = "no SBOM is made offline")
    void theSbomIsTheSameInEachBuild() throws IOException {
        assertThat(content("META-INF/sbom.json")).doesNotContain("serialNumber", "\"timestamp\"");
    }

    private static String fileName(MatchResult purl) {
        String classifier = purl.group(3) == null ? "" : "-" + purl.group(3);
        return purl.group(1) + "-" + purl.group(2) + classifier + ".jar";
    }

    /** Each line of the list as its words: jar, licence, texts. */
    private static Stream<List<String>> lines() throws IOException {
        return content("META-INF/licenses/THIRD-PARTY.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(line.split(" +")));
    }

    private static String content(String entry) throws IOException {
        try (JarFile rar = new JarFile(BuiltRar.path().toFile());
                InputStream in = rar.getInputStream(rar.getEntry(entry))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
