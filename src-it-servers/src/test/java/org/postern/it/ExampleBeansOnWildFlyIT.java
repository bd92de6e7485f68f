package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.run.DeploymentFailedException;

/** The examples on WildFly, with the data source that it is shipped with. */
class ExampleBeansOnWildFlyIT extends ExampleBeans<WildFlyServer> {
    @TempDir
    Path mailDirectory;

    ExampleBeansOnWildFlyIT() {
        super(new WildFlyServer());
    }

    @Override
    void deploy(String listen) throws DeploymentFailedException {
        server.setSystemProperty("postern.mailDirectory", mailDirectory.toString());
        server.setSystemProperty("postern.listen", listen);
        server.deploy(Ears.packaged());
    }

    @Test
    void withoutADefaultDataSourceOnlyWhatNeedsItWaits() throws Exception {
        server.undeploy();
        server.removeDefaultDataSource();
        server.deploy(Ears.packaged());

        assertThat(order("teapot: 2\r\n", 451)).contains("4.3.5 There is no database at the moment");
        deliver("<>", "<bounces@shop.example.com>", REPORT.formatted("user@example.net"), 451);
        deliver("<>", "<bounces@shop.example.com>", "Subject: On holiday\r\n\r\nBack in May.\r\n", 250);
        deliver("<a@example.org>", "<b@example.com>", "x\r\n", 250);
    }
}
