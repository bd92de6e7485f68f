package org.postern.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real adapters, the real exporter, and what a scrape over HTTP has of them. */
@Timeout(120)
class ExporterRulesTest {
    private static final Path PAGE = Path.of("..", "docs", "monitoring.md");
    private static final Pattern ROW = Pattern.compile("\\| (`postern_.*`) \\| .* \\| `(\\w+\\.\\w+)`.*\\|");

    /** Which address it is, and what is the sum over all beans or has a name of its own. */
    private static final Set<String> ELSEWHERE = Set.of(
            "Acceptor.Port", "LocalAddress.Port", "Adapter.Outcomes", "Adapter.WaitingTime", "Adapter.DeliveryTime");

    /** What happens to none of the adapters here. */
    private static final Set<String> NOT_HERE =
            Set.of("postern_authentications_total", "postern_content_not_stored_total");

    @TempDir
    static Path directory;

    private static Site site;
    private static Scrape scrape;

    @BeforeAll
    static void scrape() throws Exception {
        site = new Site(directory);
        site.traffic();
        scrape = site.scrape();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void aScrapeSaysWhatBecameOfTheMail() throws Exception {
        assertThat(ending("postern_messages_accepted_total", Map.of())).isEqualTo(2);
        assertThat(ending("postern_messages_total", Map.of("code", "250", "outcome", "2.0.0 committed")))
                .isEqualTo(2);
        assertThat(ending("postern_messages_total", Map.of("code", "550", "outcome", "5.1.1 said by the bean")))
                .isEqualTo(1);
        assertThat(ending("postern_messages_deferred_total", Map.of())).isEqualTo(1);
        assertThat(ending("postern_deliveries_total", Map.of("bean", OrderBean.class.getName())))
                .isEqualTo(4);
        assertThat(ending("postern_delivery_seconds_buckets", Map.of("le", "+Inf")))
                .isEqualTo(4)
                .isEqualTo(ending("postern_delivery_seconds_count", Map.of()));
        assertThat(ending("postern_adapter_messages_accepted_total", Map.of())).isEqualTo(2);
    }

    @Test
    void aScrapeSaysWhatIsTheMatterWithTls() throws Exception {
        assertThat(ending("postern_certificate_remaining_seconds", Map.of("scheme", "smtps")))
                .isBetween(80_000.0, 86_400.0);
        assertThat(ending("postern_certificate_lifetime_seconds", Map.of("scheme", "smtps")))
                .isEqualTo(25 * 3600);
        assertThat(scrape.sum("postern_tls_offered", site.bad.label())).isZero();
        assertThat(scrape.all("postern_verdict", site.bad.label()))
                .isNotEmpty()
                .allSatisfy(figure -> assertThat(figure.labels()).containsEntry("verdict", "KEYSTORE_UNREADABLE"));
        assertThat(ending("postern_handshakes_completed_total", Map.of())).isEqualTo(1);
        assertThat(ending("postern_handshakes_failed_total", Map.of())).isEqualTo(1);
        assertThat(ending("postern_tls_anomalies_total", Map.of("scheme", "smtp", "kind", "tls not asked for")))
                .isEqualTo(1);
    }

    @Test
    void aScrapeSaysWhatIsPausedAndWhetherTheStoreIsThere() throws Exception {
        assertThat(scrape.sum("postern_bean_running", site.bad.label())).isZero();
        assertThat(scrape.sum("postern_acceptor_open", site.bad.label())).isZero();
        assertThat(scrape.sum("postern_shared_store_configured", site.bad.label()))
                .isEqualTo(1);
        assertThat(scrape.sum("postern_shared_store_reached", site.bad.label())).isZero();
        assertThat(scrape.all("postern_shared_store_configured", site.good.label()))
                .isEmpty();
    }

    /** Who writes to whom is in the bean History, for the console alone. */
    @Test
    void noScrapeHasAnAddressOfAPerson() {
        assertThat(scrape.text()).doesNotContain(Site.SENDER, "shop.example.com", "people.example.org");
    }

    /** A new attribute wants a rule, and a row of the page. */
    @Test
    void eachNumberOfEachBeanIsInTheScrape() throws Exception {
        Map<String, Set<String>> page = page();
        List<String> missing = new ArrayList<>();
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName bean : beans.queryNames(new ObjectName("org.postern:*"), null)) {
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(bean).getAttributes()) {
                String name = bean.getKeyProperty("type") + "." + attribute.getName();
                if (attribute.isWritable()) {
                    if (limits(attribute.getName()).isEmpty()) {
                        missing.add(name);
                    }
                } else if (isNumber(beans.getAttribute(bean, attribute.getName()))
                        && !ELSEWHERE.contains(name)
                        && !page.containsKey(name)
                        && !page.containsKey(name.replace("Adapter.", "LocalAddress."))) {
                    missing.add(name);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Those of the adapter as a whole are called as those of its addresses. */
    @Test
    void thePageHasEachMetricOfTheScrapeAndNoOther() throws Exception {
        Set<String> told = page().values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        told.addAll(Set.of("postern_limit", "postern_acceptor_limit", "postern_bean_limit"));
        Set<String> scraped = scrape.metrics().stream()
                .filter(metric -> !metric.equals("postern_adapter_outcomes_total"))
                .map(metric -> metric.replace("postern_adapter_", "postern_"))
                .collect(Collectors.toCollection(TreeSet::new));

        told.removeAll(NOT_HERE);
        assertThat(scraped).isEqualTo(told);
    }

    @Test
    void thePageHasEachAlert() throws Exception {
        List<String> rows = Expressions.alerts().entrySet().stream()
                .map(alert -> "| `%s` | %s | %s |"
                        .formatted(
                                alert.getKey(),
                                ((Map<?, ?>) alert.getValue().get("labels")).get("severity"),
                                alert.getValue().getOrDefault("for", "at once")))
                .toList();
        assertThat(Files.readAllLines(PAGE)).containsSequence(rows);
    }

    private static List<Figure> limits(String attribute) {
        return Stream.of("postern_limit", "postern_acceptor_limit", "postern_bean_limit")
                .flatMap(metric -> scrape.all(metric, Map.of("limit", attribute)).stream())
                .toList();
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number
                || value instanceof TabularData
                || (value instanceof CompositeData data && data.containsKey("count"));
    }

    /** The metrics of each attribute: rows of the table are {@code | `metric` | labels | `Bean.Attribute` |}. */
    private static Map<String, Set<String>> page() throws Exception {
        Map<String, Set<String>> rows = new HashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(2), Set.of(row.group(1).replace("`", "").split(", ")));
            }
        }
        return rows;
    }

    private static double ending(String metric, Map<String, String> labels) throws Exception {
        Map<String, String> all = new HashMap<>(labels);
        all.putAll(site.ending.label());
        return scrape.sum(metric, all);
    }
}
