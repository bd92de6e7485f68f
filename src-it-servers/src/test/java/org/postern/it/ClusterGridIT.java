package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn -Pcluster verify}: three servers in one data grid. {@code -Dpostern.cluster} says which. */
class ClusterGridIT {
    private static final int SIZE = 3;
    private static final Figures FIGURES = new Figures("cluster.txt");

    @TempDir
    Path directory;

    @Test
    void aGuesserWhoSpreadsOverTheServersHasAsManyGuessesAsAtOneAlsoWhenOneIsKilled() throws Exception {
        assumeTrue(Command.isInstalled("haproxy"), "needs HAProxy");
        Books books = new Books();
        try (books;
                Cluster cluster = new Cluster(Fleet.ofClusters(), SIZE, directory)) {
            assumeTrue(cluster.hasGrid(), "has no data grid that adapters find");
            Guesser guesser = Guesser.of(cluster, directory);
            String source = cluster.addDataSource("ledger", books.url());
            Map<String, String> properties = new HashMap<>(guesser.properties());
            properties.put("sharedStore", "grid");
            cluster.deploy(books.applicationOn(source, Map.of()).inOneFile(), properties);
            cluster.management().forEach(one -> SharedStores.awaitReached(one, true));
            guesser.visitEach();
            cluster.management().forEach(one -> SharedStores.awaitReached(one, true));

            assertThat(guesser.replies()).isEqualTo(guesser.expected());

            cluster.kill(0);
            cluster.management().forEach(one -> SharedStores.awaitReached(one, true));
            assertThat(guesser.replies().keySet())
                    .as("the grid knows what the server that was killed has counted")
                    .containsExactly("454");
            FIGURES.note("%s in one data grid: a guesser had %s, and nothing but 454 after one was killed"
                    .formatted(Fleet.ofClusters().title(), guesser.expected()));
        }
    }
}
