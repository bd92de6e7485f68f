package org.postern.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every expression of dashboard and alerts is about what a real scrape has, and says what it should when the real Prometheus evaluates
 * it. Where that is not installed, names and labels are compared alone.
 */
@Timeout(120)
class ExpressionsTest {
    /** What happens to none of the adapters here: that a limit is near, that an adapter is gone or a port taken. */
    private static final Set<String> NOT_HERE = Set.of(
            "PosternAddressNotOpen",
            "PosternDeliveriesWait",
            "PosternSpoolNearlyFull",
            "PosternConnectionsNearLimit",
            "PosternConnectionsNotAccepted",
            "PosternServerGone",
            "PosternNoAdapter",
            "PosternAdapterGone");

    /** Prometheus adds them. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    @TempDir
    static Path directory;

    private static Site site;
    private static Scrape scrape;

    @BeforeAll
    static void start() throws Exception {
        site = new Site(directory);
        site.traffic();
        scrape = site.scrape();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void eachMetricAndEachLabelOfTheExpressionsIsInTheScrape() throws Exception {
        List<String> unknown = new ArrayList<>();
        Expressions.all().forEach((name, expression) -> {
            Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
            for (Expressions.Selector one : Expressions.selectors(expression)) {
                if (!scrape.metrics().contains(one.metric())) {
                    unknown.add(name + ": " + one.metric());
                }
                labels.addAll(scrape.labels(one.metric()));
                Set<String> own = new TreeSet<>(scrape.labels(one.metric()));
                own.addAll(OF_PROMETHEUS);
                one.labels().stream()
                        .filter(label -> !own.contains(label))
                        .forEach(label -> unknown.add(name + ": " + one.metric() + " has no label " + label));
            }
            Expressions.groupings(expression).stream()
                    .filter(label -> !labels.contains(label) && !label.equals("application"))
                    .forEach(label -> unknown.add(name + ": no label " + label));
        });
        assertThat(unknown).isEmpty();
        assertThat(Expressions.all()).hasSizeGreaterThan(30);
    }

    @Test
    void eachAlertSaysWhatToDoAndWhereMoreIsSaid() throws Exception {
        assertThat(Expressions.alerts().values()).isNotEmpty().allSatisfy(rule -> {
            @SuppressWarnings("unchecked")
            Map<String, String> texts = (Map<String, String>) rule.get("annotations");
            assertThat(texts.get("summary")).contains("{{ $labels.");
            assertThat(texts.get("remedy")).isNotBlank();
            assertThat(Path.of("..", texts.get("page"))).exists();
        });
    }

    @Test
    void theDashboardIsForAnyDataSourceAdapterAndServer() throws Exception {
        assertThat(Expressions.dashboard().getString("uid")).isEqualTo("postern");
        assertThat(Expressions.variables())
                .extracting(variable -> variable.asJsonObject().getString("name"))
                .containsExactly("datasource", "adapter", "instance");
        assertThat(Expressions.dashboard().toString()).doesNotContain("\"uid\":\"prometheus\"");
    }

    @Test
    void prometheusEvaluatesEachExpression() throws Exception {
        Optional<Path> program = Prometheus.program();
        assumeTrue(program.isPresent(), "Prometheus is not installed");
        try (Prometheus prometheus = new Prometheus(program.get(), directory, site.exporter.port())) {
            await().atMost(Duration.ofSeconds(30)).until(prometheus::answers);
            // Rates are made of two readings.
            site.traffic();
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            prometheus.query("sum(increase(postern_messages_accepted_total[1m]))").values().stream()
                                            .mapToDouble(Double::doubleValue)
                                            .sum()
                                    > 1);
            for (Map.Entry<String, String> panel : Expressions.panels().entrySet()) {
                assertThat(prometheus.query(panel.getValue()))
                        .as(panel.getKey())
                        .isNotEmpty();
            }
            for (Map.Entry<String, Map<String, Object>> alert :
                    Expressions.alerts().entrySet()) {
                assertThat(prometheus
                                .query((String) alert.getValue().get("expr"))
                                .isEmpty())
                        .as(alert.getKey())
                        .isEqualTo(NOT_HERE.contains(alert.getKey()));
            }
            scannersAreNoInterference(prometheus);
            itFiresForTheCertificatesThatEnd(prometheus);
        }
    }

    private static void scannersAreNoInterference(Prometheus prometheus) throws Exception {
        Map<String, Object> alert = Objects.requireNonNull(Expressions.alerts().get("PosternInterference"));

        assertThat(prometheus.query((String) alert.get("expr")).keySet())
                .hasSize(1)
                .allSatisfy(labels -> assertThat(labels).containsAllEntriesOf(site.ending.label()));
    }

    private static void itFiresForTheCertificatesThatEnd(Prometheus prometheus) throws Exception {
        String days2 = "PosternCertificateEndsWithin2Days";
        String days14 = "PosternCertificateEndsWithin14Days";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !prometheus.firing(days14).isEmpty());

        assertThat(prometheus.firing(days2)).hasSize(2).allSatisfy(labels -> assertThat(labels)
                .containsAllEntriesOf(site.last.label()));
        assertThat(prometheus.firing(days14)).hasSize(2).allSatisfy(labels -> assertThat(labels)
                .containsAllEntriesOf(site.soon.label()));
        // Not before it has been so for two minutes.
        assertThat(prometheus.firing("PosternTlsNotOffered")).isEmpty();
    }
}
