package org.postern.it;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MailInflowOnWildFlyIT {
    @RegisterExtension
    final WildFlyServer server = new WildFlyServer();

    @Test
    void aBeanPausesWhatItSays() throws Exception {
        new PausingFromCode(server).pausesWhatItSays();
    }
}
