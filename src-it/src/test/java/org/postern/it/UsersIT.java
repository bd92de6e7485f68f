package org.postern.it;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** Against the file realm, with users as an administrator makes them. */
@ExtendWith(ArquillianExtension.class)
class UsersIT extends Users<PosternServer> {
    UsersIT() {
        super(new PosternServer());
    }

    @Override
    void makeUsers() throws Exception {
        server.makeUser(directory, "anna", ANNAS, "clerks");
        server.makeUser(directory, "bob", BOBS, "guests");
    }
}
