package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.packaging.GeneratedPart;
import org.postern.ra.config.Property;
import org.postern.ra.log.LogText;
import org.postern.ra.management.AcceptorStatusMXBean;
import org.postern.ra.management.ActivationStatusMXBean;
import org.postern.ra.management.AdapterStatusMXBean;
import org.postern.ra.management.CertificateStatus;
import org.postern.ra.management.Described;
import org.postern.ra.management.DurationStatistics;
import org.postern.ra.management.HistoryMXBean;
import org.postern.ra.management.LimitAttributes;
import org.postern.ra.management.LocalAddressStatusMXBean;
import org.postern.ra.management.PeerAnomaly;
import org.postern.ra.management.TrafficCounts;

/** What the page for administrators says of management beans is what the beans say of themselves. */
class AdministrationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "administration.md");

    private static final Map<Class<?>, String> TYPES = Map.of(
            int.class, "number",
            long.class, "number",
            boolean.class, "true or false",
            String.class, "text",
            String[].class, "texts",
            Map.class, "numbers by kind",
            DurationStatistics.class, "durations",
            CertificateStatus[].class, "rows",
            PeerAnomaly[].class, "rows");

    @ParameterizedTest
    @ValueSource(
            classes = {
                TrafficCounts.class,
                AdapterStatusMXBean.class,
                ActivationStatusMXBean.class,
                AcceptorStatusMXBean.class,
                HistoryMXBean.class,
                LocalAddressStatusMXBean.class
            })
    void theTableOfABeanHasItsAttributesAndOperationsWithTheirDescriptions(Class<?> bean) throws Exception {
        assertThat(rows(bean.getSimpleName().replaceFirst("(Status)?(MXBean)?$", "")))
                .containsExactlyInAnyOrder(Arrays.stream(bean.getDeclaredMethods())
                        .map(AdministrationPageTest::row)
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void eachReasonThatIsCountedIsListed(Outcome outcome) throws Exception {
        assertThat(Files.readString(PAGE)).contains("`" + LogText.words(outcome) + "`");
    }

    @Test
    void theLimitsThatCanBeWrittenAreListedAndTheOthersNamed() throws Exception {
        List<String> table = new ArrayList<>(List.of("| attribute | of | whole numbers from |", "|---|---|---|"));
        for (String bean : List.of("Adapter", "Acceptor", "Activation")) {
            Arrays.stream(Property.values())
                    .filter(property -> property.isWritable() && bean(property).equals(bean))
                    .map(AdministrationPageTest::row)
                    .forEach(table::add);
        }

        new GeneratedPart("docs/administration.md", "Limits").assertIs(table);
        assertThat(Files.readString(PAGE))
                .contains(Arrays.stream(Property.values())
                        .filter(property -> property.bounds().isPresent() && !property.isWritable())
                        .map(property -> "`" + property.beanName() + "`")
                        .toArray(String[]::new));
    }

    /** Whoever sets up monitoring copies it: the test of a server compiles and runs it. */
    @Test
    void theClientIsShort() throws Exception {
        String page = Files.readString(PAGE);
        String client = page.substring(page.indexOf("```java\n") + "```java\n".length());

        assertThat(client.substring(0, client.indexOf("```")).lines()).hasSizeLessThanOrEqualTo(10);
    }

    private static String row(Property limit) {
        return "| `" + LimitAttributes.name(limit) + "` | `" + bean(limit) + "` | "
                + limit.bounds().orElseThrow() + " |";
    }

    private static String bean(Property limit) {
        return switch (limit.scope()) {
            case ADAPTER -> "Adapter";
            case BEAN -> "Activation";
            case ADDRESS, OPTION -> "Acceptor";
        };
    }

    private static String row(Method method) {
        Described described = Objects.requireNonNull(method.getAnnotation(Described.class), method::toString);
        String type = method.getReturnType() == void.class || method.getParameterCount() > 0
                ? "operation"
                : Objects.requireNonNull(TYPES.get(method.getReturnType()), method::toString);
        return "| `" + shown(method) + "` | " + type + " | " + described.value().replace("|", "\\|") + " |";
    }

    private static String shown(Method method) {
        if (method.getReturnType() == void.class || method.getParameterCount() > 0) {
            return method.getName()
                    + Arrays.stream(method.getParameters())
                            .map(AdministrationPageTest::name)
                            .collect(Collectors.joining(", ", "(", ")"));
        }
        return method.getName().replaceFirst("^(get|is)", "");
    }

    private static String name(Parameter parameter) {
        return Objects.requireNonNull(parameter.getAnnotation(Described.class)).name();
    }

    private static List<String> rows(String table) throws IOException {
        return new GeneratedPart("docs/administration.md", table)
                .lines().stream().filter(line -> line.startsWith("| `")).toList();
    }
}
