package org.postern.it;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Derby and Open MQ in Payara's transactions. */
@ExtendWith(ArquillianExtension.class)
class TwoResourcesIT extends TwoResources<PosternServer> {
    TwoResourcesIT() {
        super(new PosternServer());
    }

    @BeforeEach
    void startBroker() {
        server.startBroker();
    }

    @AfterEach
    void removeConnectionFactory() {
        server.undeploy();
        server.removeConnectionFactory();
    }
}
