package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.smtp.SmallStack;

/**
 * The JDK recurses where a regular expression repeats alternatives, once for each character: whoever writes down what a
 * peer says needs a loop instead. Held for every expression of the adapter, whoever may be in front of it today; and none
 * may take longer than the length of a text explains.
 */
@Timeout(300)
class PatternsTest {
    private static final int LONGEST = 65_536;

    private static final List<String> UNITS = List.of(
            "a",
            "A",
            "X",
            "*",
            "1",
            "-",
            "_",
            ".",
            ",",
            ":",
            ";",
            "/",
            "|",
            "=",
            " ",
            "\t",
            "\n",
            "\r\n",
            "@",
            "+41",
            "a.",
            "a-",
            "1.",
            "255.",
            "1:",
            "a,",
            "a=b ",
            "a=b,",
            "*=a\n",
            "AUTH ",
            "[",
            "]",
            "[a]",
            "smtp://",
            "\\x{41}",
            ".pem",
            ".key",
            "\u00e4",
            "\u20ac",
            "no signature ");

    private static final List<String> ENDS = List.of("", "!", "a", ":1", ".pem", ";R");

    @Test
    void noneRecursesOverItsInput() throws InterruptedException, IllegalAccessException {
        Map<String, Pattern> patterns = patterns();

        assertThat(patterns)
                .containsKey("org.postern.smtp.Parameters.PARAMETER")
                .hasSizeGreaterThan(20);
        List<String> recursive = new ArrayList<>();
        for (Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
            SmallStack.run(() -> {
                if (overflows(pattern.getValue())) {
                    recursive.add(pattern.getKey());
                }
            });
        }
        assertThat(recursive).isEmpty();
    }

    private static boolean overflows(Pattern pattern) {
        try {
            for (String unit : UNITS) {
                for (String end : ENDS) {
                    String text = unit.repeat(LONGEST / unit.length()) + end;
                    pattern.matcher(text).matches();
                    pattern.matcher(text).lookingAt();
                }
            }
            return false;
        } catch (StackOverflowError e) {
            return true;
        }
    }

    private static Map<String, Pattern> patterns() throws IllegalAccessException {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.postern.smtp", "org.postern.net", "org.postern.tls", "org.postern.ra")) {
            for (JavaField field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(Pattern.class)
                        && field.getModifiers().contains(JavaModifier.STATIC)) {
                    Field found = field.reflect();
                    found.setAccessible(true);
                    patterns.put(field.getFullName(), (Pattern) found.get(null));
                }
            }
        }
        return patterns;
    }
}
