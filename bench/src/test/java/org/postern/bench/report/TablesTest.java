package org.postern.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.bench.report.Curve.Point;

class TablesTest {
    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("engine", "the engine");
        TITLES.put("sink", "the sink");
    }

    private static final Samples SAMPLES = new Samples(List.of(
            new Sample("engine", "a", 0, 60, 0, 0),
            new Sample("sink", "a", 0, 50, 2, 0),
            new Sample("engine", "f", 0, 3.26, 0, 0)));

    @Test
    void aRatioIsSaidBesideWhatItShouldBeAtMost() {
        assertThat(new Tables(SAMPLES, TITLES).goals(List.of(new Goal("engine", "a", Optional.of("sink"), 1.15))))
                .endsWith("| the engine | a | 60.0 µs | 1.15 × the sink | 1.20 × | **missed** |\n");
        assertThat(new Tables(SAMPLES, TITLES).goals(List.of(new Goal("engine", "a", Optional.of("sink"), 1.2))))
                .endsWith("| 1.20 × | met |\n");
    }

    @Test
    void aCostIsSaidInItsUnit() {
        assertThat(new Tables(SAMPLES, TITLES).goals(List.of(new Goal("engine", "f", Optional.empty(), 3))))
                .endsWith("| the engine | f | 3.3 ms/MiB | 3.0 ms/MiB | 3.3 ms/MiB | **missed** |\n");
    }

    @Test
    void aGoalThatWasNotMeasuredHasNoRow() {
        assertThat(new Tables(SAMPLES, TITLES)
                        .goals(List.of(new Goal("engine", "a", Optional.of("floor"), 1)))
                        .lines())
                .hasSize(2);
    }

    @Test
    void costsHaveAColumnForEachScenarioThatWasMeasuredAndSayWhatWentWrong() {
        assertThat(new Tables(SAMPLES, TITLES).costs(List.of("a", "b", "f"))).isEqualTo("""
                | server | a, µs | f, ms/MiB |
                |---|---|---|
                | the engine | 60.0 | 3.3 |
                | the sink | 50.0 (2 errors) |  |
                """);
    }

    @Test
    void growthIsOfTheMostBesideTheLeast() {
        Curve curve = new Curve("beans", List.of(new Point(1, 200), new Point(10, 210), new Point(100, 300)));

        assertThat(Tables.growth(List.of(curve))).endsWith("| beans | 1: 200, 10: 210, 100: 300 | 1.50 × |\n");
    }
}
