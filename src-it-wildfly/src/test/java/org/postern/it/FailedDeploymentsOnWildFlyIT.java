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

    /** That of the last one, in a thread or two of its own. */
    @Override
    long keptByTheServer(int deployments) {
        return 1;
    }
}
