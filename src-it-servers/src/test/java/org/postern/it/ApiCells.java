package org.postern.it;

import java.util.Map;
import java.util.regex.Pattern;
import org.postern.run.DeploymentFailedException;

/** The listener API where it does not belong. */
final class ApiCells {
    /** In the words of the adapter, or of a server that looks at the beans before it starts the adapter. */
    private static final Pattern NOT_SEEN =
            Pattern.compile("it cannot see org\\.postern\\.api\\.[^\\n]*: put postern-api\\.jar"
                    + "|(NoClassDefFoundError|ClassNotFoundException): org[./]postern[./]api[./]");

    private static final Pattern TWICE = Pattern.compile("Have the listener API in one place only");

    private ApiCells() {}

    /** The one mistake of a first EAR. A server that takes no EAR gets the adapter that has the API. */
    static void missing(Site site) throws Exception {
        assertSaidOrNoMistake(site, Ears.withBeans().withoutApi());
    }

    /** The other one. A server may show the modules of an EAR to each other. */
    static void misplaced(Site site) throws Exception {
        assertSaidOrNoMistake(site, Ears.withBeans().withApiBesideTheBeans());
    }

    /** The one mistake of a first WAR: its class loader may look there before it looks into the adapter. */
    static void twice(Site site) throws Exception {
        site.deployAdapter(Map.of("listen", site.listen()));
        String said = "";
        try {
            site.deployBeside(
                    "shop",
                    Ears.withBeans("shop")
                            .withApiOfItsOwn()
                            .bean(RejectingBean.class, Map.of())
                            .buildWeb("postern"));
        } catch (DeploymentFailedException e) {
            said = e.getMessage();
        }
        if (!found(TWICE, said + site.log())) {
            assertThatMailArrives(site);
        }
    }

    /** At a bean that refuses it. */
    private static void assertThatMailArrives(Site site) throws Exception {
        try (SmtpClient client = site.connect()) {
            client.deliver("<a@example.org>", "<b@example.com>", "x\r\n", 550);
        }
    }

    private static void assertSaidOrNoMistake(Site site, Ears beans) throws Exception {
        String said = "";
        try {
            site.deploy(Application.of(beans.bean(RejectingBean.class, Map.of())), Map.of("listen", site.listen()));
        } catch (DeploymentFailedException e) {
            said = e.getMessage();
        }
        if (!found(NOT_SEEN, said + site.log())) {
            assertThatMailArrives(site);
        }
    }

    private static boolean found(Pattern pattern, String text) {
        return pattern.matcher(text).find();
    }
}
