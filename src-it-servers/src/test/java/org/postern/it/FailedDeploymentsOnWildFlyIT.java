package org.postern.it;

import org.junit.jupiter.api.Test;

class FailedDeploymentsOnWildFlyIT extends FailedDeployments<WildFlyServer> {
    FailedDeploymentsOnWildFlyIT() {
        super(new WildFlyServer());
    }

    @Test
    void norDoTheyWithoutTheApi() throws Exception {
        leaveNothing(Stage.API_MISSING);
    }

    @Override
    void letTheServerForget() {}

    /**
     * All of them: a bean that could not be activated stays among those that the server would suspend, and so does the pool of
     * an adapter that could not be started among its pools. What the last ones had is in threads of its own.
     */
    @Override
    long keptByTheServer(int deployments) {
        return deployments + 3L;
    }
}
