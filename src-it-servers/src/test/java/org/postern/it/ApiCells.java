package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** The one mistake of a first EAR. */
    static void missing(Site site) throws Exception {
        assertThat(found(NOT_SEEN, deploy(site, Ears.withBeans().withoutApi())))
                .as("The log names the class that is missing")
                .isTrue();
    }

    /** The other one. A server may show the modules of an EAR to each other. */
    static void misplaced(Site site) throws Exception {
        if (!found(NOT_SEEN, deploy(site, Ears.withBeans().withApiBesideTheBeans()))) {
            assertThatMailArrives(site);
        }
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

    private static String deploy(Site site, Ears beans) throws Exception {
        try {
            site.deploy(
                    Application.of(beans.bean(RejectingBean.class, Map.of())), Map.of("listen", site.listen()));
        } catch (DeploymentFailedException e) {
            return e.getMessage() + site.log();
        }
        return site.log();
    }

    private static boolean found(Pattern pattern, String text) {
        return pattern.matcher(text).find();
    }
}
