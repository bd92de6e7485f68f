package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.console.StandIns.Row;

class HistoryTest {
    private final StandIns standIns = new StandIns();
    private final History history = new History(standIns.beans);
    private final LogLines log = new LogLines();

    @BeforeEach
    void listen() {
        log.listen();
    }

    @AfterEach
    void end() {
        log.end();
    }

    @Test
    void whereNoAdapterKeepsItThePageIsTold() {
        assertThat(history.refusals().getBoolean("kept")).isFalse();
        assertThat(history.refusals().getJsonArray("rows")).isEmpty();
    }

    @Test
    void theLatestOfAllAdaptersComesFirst() throws Exception {
        standIns.register("History,adapter=a", new StandIns.Kept(List.of(new Row("2026-11-29T10:00:00Z", "A1"))));
        standIns.register(
                "History,adapter=b",
                new StandIns.Kept(
                        List.of(new Row("2026-11-29T11:00:00Z", "B1"), new Row("2026-11-29T09:00:00Z", "B2"))));

        assertThat(ids(history.refusals())).containsExactly("B1", "A1", "B2");
        assertThat(ids(history.find(" B2 "))).containsExactly("B2");
        assertThat(history.messages().getBoolean("kept")).isTrue();
    }

    /** Whole seconds are told without a fraction. */
    @Test
    void theLatestComesFirstWithinASecondToo() throws Exception {
        standIns.register(
                "History,adapter=a",
                new StandIns.Kept(List.of(
                        new Row("2026-11-29T10:00:05Z", "first"),
                        new Row("", "none"),
                        new Row("2026-11-29T10:00:05.900Z", "last"),
                        new Row("2026-11-29T10:00:05.1Z", "second"))));

        assertThat(ids(history.refusals())).containsExactly("last", "second", "first", "none");
    }

    @Test
    void anAdapterWithMuchMailTakesNoRoomFromAnother() throws Exception {
        standIns.register("History,adapter=busy", kept("2026-11-29T11:00:00Z", 2 * History.MOST));
        standIns.register("History,adapter=quiet", kept("2026-11-29T10:00:00Z", 1));

        assertThat(ids(history.refusals())).hasSize(History.MOST + 1);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anAdapterThatFailsHidesNothingThatTheOthersKnow(Throwable failure) throws Exception {
        standIns.register("History,adapter=a", kept("2026-11-29T11:00:00Z", 1));
        standIns.register("History,adapter=b", new StandIns.Failing(failure));
        standIns.register("History,adapter=c", kept("2026-11-29T10:00:00Z", 1));

        for (JsonObject answer : List.of(history.refusals(), history.messages(), history.find("x"))) {
            assertThat(answer.getInt("failed")).isEqualTo(1);
        }
        assertThat(ids(history.refusals())).hasSize(2);
        assertThat(ids(history.find("x"))).hasSize(2);
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("not today"), new NoClassDefFoundError("undeployed"));
    }

    @Test
    void whereNoneFailsNoneIsCounted() throws Exception {
        standIns.register("History,adapter=a", kept("2026-11-29T11:00:00Z", 1));

        assertThat(history.find("x").getInt("failed")).isZero();
    }

    @Test
    void onlySoManyAdaptersAreAsked() throws Exception {
        for (int i = 0; i <= History.MOST_ADAPTERS; i++) {
            standIns.register("History,adapter=a" + i, kept("2026-11-29T10:00:00Z", 1));
        }

        assertThat(ids(history.refusals())).hasSize(History.MOST_ADAPTERS);
    }

    private static StandIns.Kept kept(String time, int count) {
        return new StandIns.Kept(
                Stream.generate(() -> new Row(time, "x")).limit(count).toList());
    }

    @Test
    void anIdIsBounded() {
        assertThatThrownBy(() -> history.find("x".repeat(257))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> history.find(" ")).isInstanceOf(RefusedException.class);
    }

    private static List<String> ids(JsonObject answer) {
        return answer.getJsonArray("rows").getValuesAs(JsonObject.class).stream()
                .map(row -> row.getString("id"))
                .toList();
    }
}
