package org.postern.it;

import java.nio.file.Path;
import java.util.Map;
import javax.management.MBeanServerConnection;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.postern.run.DeploymentFailedException;

/** An application server for the time of one test: what tests need of one that are to run on each of them. */
interface TestServer extends BeforeEachCallback, AfterEachCallback {
    /** Deploys an EAR whose adapter has these properties. */
    void deploy(Path ear, Map<String, String> adapterProperties) throws DeploymentFailedException;

    /** Undeploys what {@link #deploy} has deployed. What is still there after a test is undeployed then. */
    void undeploy();

    /** What management consoles connect to. */
    MBeanServerConnection management();
}
