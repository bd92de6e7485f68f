package org.postern.it;

import org.junit.jupiter.api.Timeout;

/** The operator's page on WildFly. */
@Timeout(600)
class ConsoleOnWildFlyIT extends ConsoleUse<WildFlyServer> {
    ConsoleOnWildFlyIT() {
        super(new WildFlyServer());
    }

    @Override
    void makeUser(String name, String group) {
        server.addUser(name, PASSWORD, group);
    }

    @Override
    void deployConsole() throws Exception {
        server.deployConsole();
    }

    @Override
    String site() {
        return server.site();
    }
}
