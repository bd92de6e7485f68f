package org.postern.test;

import java.util.Optional;
import java.util.Set;

/**
 * Who brings a test's message. Immutable.
 *
 * @param peer its IP address, if it is not the test itself
 * @param secured whether it uses TLS
 * @param serverName that it asks for in TLS
 */
record TestClient(
        String heloName, Optional<String> peer, boolean secured, Optional<String> serverName, Optional<User> user) {
    static final TestClient PLAIN =
            new TestClient("client.example.org", Optional.empty(), false, Optional.empty(), Optional.empty());

    /** Who has authenticated. */
    record User(String name, Set<String> roles) {}

    TestClient calledBy(String name) {
        return new TestClient(name, peer, secured, serverName, user);
    }

    TestClient at(String ip) {
        return new TestClient(heloName, Optional.of(ip), secured, serverName, user);
    }

    TestClient inTls() {
        return new TestClient(heloName, peer, true, serverName, user);
    }

    TestClient inTls(String asked) {
        return new TestClient(heloName, peer, true, Optional.of(asked), user);
    }

    TestClient authenticated(String name, Set<String> roles) {
        return new TestClient(heloName, peer, true, serverName, Optional.of(new User(name, roles)));
    }

    /** Whether a proxy has to say something about it. */
    boolean needsProxy() {
        return secured || peer.isPresent();
    }
}
