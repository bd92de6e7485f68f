package org.postern.it;

import java.nio.file.Path;
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
}
