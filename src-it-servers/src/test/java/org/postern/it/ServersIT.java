package org.postern.it;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each server on each of its JDKs, and on each all cells of the table. {@code -Dpostern.servers=payara6,wildfly@25} and
 * {@code -Dpostern.cells=MAIL,STARTTLS} choose some of them, {@code main} and {@code smoke} those of the short run.
 */
class ServersIT {
    private static final String CELLS = System.getProperty("postern.cells", "all");
    private static final ServerTable TABLE = new ServerTable();

    @TempDir
    static Path directory;

    @AfterAll
    static void writeTheTable() throws Exception {
        TABLE.publish();
    }

    @TestFactory
    Stream<DynamicContainer> onEachServer() {
        return Fleet.selected().stream()
                .map(candidate -> dynamicContainer(
                        candidate.title() + " on JDK " + candidate.jdk(),
                        testsOn(new Column(candidate, TABLE, directory))));
    }

    /** The server lives from the first to the last. */
    private static Stream<DynamicTest> testsOn(Column column) {
        return Stream.of(
                        Stream.of(dynamicTest("it starts", column::start)),
                        selected().stream().map(cell -> dynamicTest(cell.sentence(), () -> column.play(cell))),
                        Stream.of(dynamicTest("it stops", column::stop)))
                .flatMap(tests -> tests);
    }

    private static List<Cell> selected() {
        return switch (CELLS) {
            case "all" -> List.of(Cell.values());
            case "smoke" -> Arrays.stream(Cell.values()).filter(Cell::isSmoke).toList();
            default -> Arrays.stream(CELLS.split(",", -1)).map(Cell::valueOf).toList();
        };
    }
}
