package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the adapter keeps in a data source of the server. */
final class DataSourceCells {
    private static final int GUESSES = 3;

    /** Then this instance counts for itself. */
    private static final String LATE = "this machine is so busy that the table does not answer within 250 ms";

    private DataSourceCells() {}

    /** What was rolled back has no note that would keep it from being tried again. */
    static void deliveryLog(Site site) throws Exception {
        try (Books books = new Books()) {
            String source = site.addDataSource("ledger", books.url());
            Map<String, String> log = Map.of("deliveryLog", source, "deliveryLogCreate", "true");
            site.deploy(books.applicationOn(source, log), Map.of("listen", site.listen()));

            for (String recipient : List.of("throw", "return")) {
                int code = recipient.equals("return") ? 250 : 451;
                deliver(site, recipient, code);
                deliver(site, recipient, code);
            }

            assertThat(books.recipients()).containsExactly("return@example.com");
            assertThat(books.calls()).isEqualTo(3);
            assertThat(site.log()).containsOnlyOnce("POSTERN-2015");
        }
    }

    private static void deliver(Site site, String recipient, int code) throws Exception {
        try (SmtpClient client = site.connect()) {
            client.deliver("<a@example.org>", "<" + recipient + "@example.com>", "x\r\n", code);
        }
    }

    /** The adapter of a new deployment has no memory of its own, as another instance has none. */
    static void sharedStore(Site site) throws Exception {
        try (Books store = new Books()) {
            String source = site.addDataSource("store", store.url());
            Map<String, String> properties = new HashMap<>(BeanCells.usersOf(site));
            properties.putAll(Map.of(
                    "sharedStore",
                    source,
                    "sharedStoreCreate",
                    "true",
                    "maxFailedAuthentications",
                    String.valueOf(GUESSES)));
            site.deploy(BeanCells.callers(), properties);
            SharedStores.awaitReached(site.management(), true);
            for (int i = 0; i < GUESSES; i++) {
                assertThat(BeanCells.replyToAnna(site, "guess " + i)).startsWith("535 ");
            }

            assertThat(site.log()).as(LATE).doesNotContain("POSTERN-1082");

            site.undeploy();
            site.deploy(BeanCells.callers(), properties);
            SharedStores.awaitReached(site.management(), true);

            assertThat(BeanCells.replyToAnna(site, BeanCells.ANNAS))
                    .startsWith("454 4.7.0 Too many failed authentications");
        }
    }
}
