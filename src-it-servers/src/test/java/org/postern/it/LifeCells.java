package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.postern.run.DeploymentFailedException;

/** What an administrator does with an application, and what becomes of mail meanwhile. */
final class LifeCells {
    private static final int REDEPLOYMENTS = 5;

    /** Each undeployment and deployment takes seconds. */
    private static final int UNDER_LOAD = Integer.getInteger("postern.redeployments", 1);

    /**
     * Threads and timers that a server starts while an adapter is there keep its class loader, and idle ones of WildFly's pool keep
     * the last Work that they have done, with its adapter. A leak would keep one for each redeployment.
     */
    private static final int KEPT_BY_THE_SERVER = 6;

    private static final Figures FIGURES = new Figures("redeployments.txt");

    private LifeCells() {}

    /** The reason is in the answer of the administrator's program, or in the log. */
    static void refusedAndMended(Site site) throws Exception {
        String wrong = "smpt://127.0.0.1:" + site.port();
        Application application = Application.of(Ears.withBeans().bean(RejectingBean.class, Map.of()));

        assertThatThrownBy(() -> site.deploy(application, Map.of("listen", wrong)))
                .isInstanceOf(DeploymentFailedException.class)
                .satisfies(
                        refused -> assertThat(refused.getMessage() + site.log()).contains(wrong));

        site.deploy(application, Map.of("listen", site.listen()));
        assertRejects(site);
    }

    static void changedWhileItRuns(Site site) throws Exception {
        site.deploy(
                Application.of(Ears.withBeans().bean(RejectingBean.class, Map.of())),
                Map.of("listen", site.listen(), "maxMessageBytes", "500"));
        assertSizeLimit(site, 500);

        site.server().change(Application.NAME, "maxMessageBytes", "1000");

        Awaitility.await().ignoreExceptions().untilAsserted(() -> assertSizeLimit(site, 1000));
        assertRejects(site);
    }

    static void redeployed(Site site) throws Exception {
        Application application = Application.of(Ears.withBeans().bean(RejectingBean.class, Map.of()));
        for (int i = 0; i < REDEPLOYMENTS; i++) {
            site.deploy(application, Map.of("listen", site.listen()));
            assertRejects(site);
            site.undeploy();
            site.awaitThatTheAddressIsFree();
        }
    }

    /** Plain, and in TLS of BoringSSL. A hundred times with {@code -Dpostern.redeployments=100}. */
    static void redeployedUnderLoad(Site site) throws Exception {
        try (Books books = new Books()) {
            Application application = books.application();
            Map<String, String> properties = new HashMap<>(site.keysInAFile("mx"));
            properties.putAll(Map.of("listen", site.listen(), "certificateBindings", "*=mx", "tlsProvider", "openssl"));
            site.deploy(application, properties);
            assertOffersStartTls(site); // So BoringSSL was loaded, and has served a handshake.
            site.undeploy(application.name()); // What a server keeps of its first adapter it has by now.
            Remains before = Remains.of(site.management());

            site.deploy(application, properties);
            books.assertAgreeAfter(site.port(), () -> {
                for (int i = 0; i < UNDER_LOAD; i++) {
                    site.undeploy(application.name());
                    site.deploy(application, properties);
                    books.awaitMore();
                }
            });
            site.undeploy(application.name());
            Remains after = before.awaitNoMore(site.management(), KEPT_BY_THE_SERVER);
            FIGURES.note(UNDER_LOAD + " redeployments, " + books.recipients().size() + " messages: before " + before
                    + ", after " + after);
        }
    }

    /** What comes after it has another database under the same name, and the first one is gone by then. */
    static void dataSourceGoesWithItsApplication(Site site) throws Exception {
        try (Books books = new Books(Application.NAME)) {
            deliverInto(books, site);
        }
        site.undeploy();
        try (Books books = new Books(Application.NAME)) {
            deliverInto(books, site);
        }
    }

    private static void deliverInto(Books books, Site site) throws Exception {
        site.deploy(books.application(), Map.of("listen", site.listen()));
        try (SmtpClient client = site.connect()) {
            client.deliver("<a@example.org>", "<return@example.com>", "x\r\n");
        }
        assertThat(books.recipients()).containsExactly("return@example.com");
    }

    static void killedAndStarted(Site site) throws Exception {
        try (Books books = new Books()) {
            site.deploy(books.application(), Map.of("listen", site.listen()));
            books.assertAgreeAfter(site.port(), () -> {
                site.server().kill();
                site.server().start();
            });
        }
    }

    private static void assertOffersStartTls(Site site) throws Exception {
        try (SmtpClient client = site.connect()) {
            assertThat(client.command("EHLO client.example.org", 250)).contains("STARTTLS");
            client.startTls();
        }
    }

    private static void assertRejects(Site site) throws Exception {
        try (SmtpClient client = site.connect()) {
            assertThat(client.deliver("<a@example.org>", "<b@example.com>", "x\r\n", 550))
                    .contains(RejectingBean.TEXT);
        }
    }

    private static void assertSizeLimit(Site site, int octets) throws Exception {
        try (SmtpClient client = site.connect()) {
            List<String> lines = new ArrayList<>(
                    client.command("EHLO client.example.org", 250).lines().toList());
            assertThat(lines).anyMatch(line -> line.endsWith("SIZE " + octets));
        }
    }
}
