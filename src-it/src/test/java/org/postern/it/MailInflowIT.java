package org.postern.it;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(ArquillianExtension.class)
class MailInflowIT {
    @RegisterExtension
    final PosternServer server = new PosternServer();

    @Test
    void aBeanPausesWhatItSays() throws Exception {
        new PausingFromCode(server).pausesWhatItSays();
    }
}
