package org.postern.it;

import java.nio.file.Path;
import java.util.Map;

/** Beans in web applications, and an adapter for several of them. */
final class PackagingCells {
    private static final String ADAPTER = "postern";

    private PackagingCells() {}

    static void webInAnEar(Site site) throws Exception {
        Ears beans = Ears.withBeans().bean(RejectingBean.class, Map.of());
        site.deploy(
                new Application(Application.NAME, beans::buildWithWeb, () -> beans.buildWeb(ADAPTER)),
                Map.of("listen", site.listen()));

        assertReply(site, "<b@example.com>", 550);
    }

    static void webBesideTheAdapter(Site site) throws Exception {
        site.deployAdapter(Map.of("listen", site.listen()));
        site.deployBeside(
                "shop",
                Ears.withBeans("shop").bean(RejectingBean.class, Map.of()).buildWeb(ADAPTER));
        assertReply(site, "<b@example.com>", 550);

        site.undeploy("shop");
        site.awaitThatTheAddressIsFree();
    }

    /** Each has recipients of its own, and one goes and comes while the other stays. */
    static void twoApplicationsShareAnAddress(Site site) throws Exception {
        site.deployAdapter(Map.of("listen", site.listen()));
        Path shop = Ears.withBeans("shop")
                .bean(RejectingBean.class, Map.of("recipients", "*@shop.example.com"))
                .buildWeb(ADAPTER);
        Path desk = Ears.withBeans("desk")
                .bean(OtherRejectingBean.class, Map.of("recipients", "*@desk.example.com"))
                .buildWeb(ADAPTER);
        site.deployBeside("shop", shop);
        site.deployBeside("desk", desk);
        assertReply(site, "<b@shop.example.com>", 550);
        assertReply(site, "<b@desk.example.com>", 550);

        site.undeploy("shop");
        assertNotTaken(site, "<b@shop.example.com>");
        assertReply(site, "<b@desk.example.com>", 550);

        site.deployBeside("shop", shop);
        assertReply(site, "<b@shop.example.com>", 550);
        site.undeploy("desk");
        assertReply(site, "<b@shop.example.com>", 550);
    }

    private static void assertReply(Site site, String recipient, int code) throws Exception {
        try (SmtpClient client = site.connect()) {
            client.deliver("<a@example.org>", recipient, "x\r\n", code);
        }
    }

    /** Later, when its application is there again. */
    private static void assertNotTaken(Site site, String recipient) throws Exception {
        try (SmtpClient client = site.connect()) {
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
            client.command("RCPT TO:" + recipient, 450);
        }
    }
}
