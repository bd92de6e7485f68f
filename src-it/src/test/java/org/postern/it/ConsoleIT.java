package org.postern.it;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator's page on Payara. */
@ExtendWith(ArquillianExtension.class)
class ConsoleIT extends ConsoleUse<PosternServer> {
    ConsoleIT() {
        super(new PosternServer());
    }

    @Override
    void makeUser(String name, String group) throws Exception {
        server.makeUser(directory, name, PASSWORD, group);
    }

    @Override
    void deployConsole() throws Exception {
        server.deployConsole("olga", PASSWORD);
    }

    @Override
    String site() {
        return PosternServer.SITE;
    }
}
