package org.postern.ra.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of one user on one machine are told apart, and each is the same after its restart. */
class ServerPlaceTest {
    @Test
    void eachServerHasItsOwn() {
        List<String> places = new ArrayList<>();
        for (String property :
                List.of("com.sun.aas.instanceRoot", "jboss.server.base.dir", "server.output.dir", "catalina.base")) {
            for (String directory : List.of("/srv/one", "/srv/two", "/srv/one/two")) {
                places.add(place(Map.of(property, directory)));
            }
        }
        places.add(place(Map.of("user.dir", "/home/one")));
        places.add(place(Map.of("user.dir", "/home/two")));

        assertThat(new HashSet<>(places)).hasSameSizeAs(places);
    }

    @Test
    void theWorkingDirectoryDoesNotMatterWhereAServerHasADirectory() {
        assertThat(place(Map.of("jboss.server.base.dir", "/srv/one", "user.dir", "/")))
                .isEqualTo(place(Map.of("jboss.server.base.dir", "/srv/one", "user.dir", "/root")));
    }

    /** Embedded Payara and Payara Micro have another one after each start. */
    @ParameterizedTest
    @ValueSource(strings = {"/tmp/gfembed1tmp", "/tmp/payaramicro-rt2tmp/domain", "/build/payara/gfembed3tmp"})
    void aDirectoryOfOneStartIsNone(String directory) {
        assertThat(place(Map.of("com.sun.aas.instanceRoot", directory, "user.dir", "/a")))
                .isEqualTo(place(Map.of("user.dir", "/a")))
                .isNotEqualTo(place(Map.of("user.dir", "/b")));
    }

    private static String place(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.putIfAbsent("java.io.tmpdir", "/tmp");
        return ServerPlace.of(all::get);
    }
}
