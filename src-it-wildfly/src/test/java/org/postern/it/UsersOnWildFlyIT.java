package org.postern.it;

/** Against the realm of applications that WildFly is shipped with, whose groups are roles. */
class UsersOnWildFlyIT extends Users<WildFlyServer> {
    UsersOnWildFlyIT() {
        super(new WildFlyServer());
    }

    @Override
    void makeUsers() throws Exception {
        server.useSecurityDomain("ApplicationDomain");
        server.makeUser("anna", ANNAS, "clerk");
        server.makeUser("bob", BOBS, "guest");
    }
}
