package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final Instant BEGIN = Instant.parse("2026-11-29T00:00:00Z");

    private final StandIns standIns = new StandIns();
    private final Samples samples = new Samples(standIns.beans);
    private Instant now = BEGIN;

    private void pass() {
        samples.take(now);
        now = now.plus(Samples.STEP);
    }

    private double last(JsonObject columns, String column) {
        JsonArray values = columns.getJsonArray(column);
        return ((JsonNumber) values.get(values.size() - 1)).doubleValue();
    }

    @Test
    void whatHappenedBetweenTwoMomentsIsShown() throws Exception {
        StandIns.Adapter adapter = standIns.adapter("shop");
        pass();
        adapter.accepted = 20;
        adapter.octets = 20_000;
        adapter.within = 18;
        pass();

        JsonObject hour = samples.columns("shop", false);

        assertThat(hour.keySet()).containsExactlyElementsOf(Series.COLUMNS);
        assertThat(last(hour, "time")).isEqualTo(BEGIN.getEpochSecond() + 10.0);
        assertThat(last(hour, "accepted")).isEqualTo(2);
        assertThat(last(hour, "size")).isEqualTo(1_000);
        assertThat(last(hour, "meanSeconds")).isEqualTo(0.5);
        assertThat(last(hour, "mostWithinSeconds")).isEqualTo(1);
    }

    @Test
    void whereThereWasNoMailThereIsNoSizeAndNoDuration() throws Exception {
        standIns.adapter("shop");
        pass();
        pass();

        JsonObject hour = samples.columns("shop", false);

        assertThat(hour.getJsonArray("size").isNull(0)).isTrue();
        assertThat(hour.getJsonArray("meanSeconds").isNull(0)).isTrue();
        assertThat(last(hour, "accepted")).isZero();
    }

    @Test
    void anAdapterThatWasRestartedHasNoNegativeRates() throws Exception {
        StandIns.Adapter adapter = standIns.adapter("shop");
        adapter.accepted = 1_000;
        pass();
        adapter.accepted = 10;
        pass();

        assertThat(last(samples.columns("shop", false), "accepted")).isEqualTo(1);
    }

    @Test
    void oneThatWasRestartedAndHasAlreadyTakenMoreMessagesHasNoNegativeFigures() throws Exception {
        StandIns.Adapter adapter = standIns.adapter("shop");
        adapter.accepted = 3;
        adapter.octets = 60_000_000;
        pass();
        adapter.accepted = 5;
        adapter.octets = 5_000;
        pass();

        assertThat(last(samples.columns("shop", false), "size")).isEqualTo(1_000);
        assertThat(last(samples.columns("shop", false), "accepted")).isEqualTo(0.5);
    }

    @Test
    void afterTheClockWasSetBackTheChartsBeginAnew() throws Exception {
        StandIns.Adapter adapter = standIns.adapter("shop");
        for (int i = 0; i < 20; i++) {
            adapter.accepted += 50;
            pass();
        }
        now = BEGIN.minus(Duration.ofDays(1));
        for (int i = 0; i < 20; i++) {
            adapter.accepted += 50;
            pass();
        }

        JsonObject hour = samples.columns("shop", false);
        assertThat(hour.getJsonArray("time")).hasSize(19);
        assertThat(((JsonNumber) hour.getJsonArray("time").get(0)).longValue())
                .isEqualTo(BEGIN.minus(Duration.ofDays(1)).plus(Samples.STEP).getEpochSecond());
        assertThat(hour.getJsonArray("accepted")).allSatisfy(rate -> assertThat(((JsonNumber) rate).doubleValue())
                .isEqualTo(5));
        assertThat(samples.columns("shop", true).getJsonArray("time")).hasSize(3);
    }

    @Test
    void aDayOfAHundredThousandMessagesTakesTheRoomOfAFixedNumberOfFigures() throws Exception {
        StandIns.Adapter adapter = standIns.adapter("shop");
        int steps = (int) Duration.ofHours(25).dividedBy(Samples.STEP);
        for (int i = 0; i < steps; i++) {
            adapter.accepted = 100_000L * i / steps;
            pass();
        }

        JsonObject hour = samples.columns("shop", false);
        JsonObject day = samples.columns("shop", true);

        assertThat(hour.getJsonArray("time")).hasSize(360);
        assertThat(day.getJsonArray("time")).hasSize(1_440);
        double perSecond = 100_000 / (25 * 3_600.0);
        assertThat(last(day, "accepted")).isBetween(perSecond * 0.9, perSecond * 1.1);
        assertThat(day.toString().length()).isLessThan(200_000);
    }

    @Test
    void anAdapterWhoseFiguresAreOfAnotherKindKeepsNothingFromTheOthers() throws Exception {
        standIns.register("Adapter,adapter=first", new StandIns.OtherAdapter());
        standIns.adapter("shop");

        assertThatThrownBy(this::pass).isInstanceOf(ClassCastException.class);
        now = now.plus(Samples.STEP);
        assertThatThrownBy(this::pass).isInstanceOf(ClassCastException.class);

        assertThat(samples.columns("shop", false).getJsonArray("time")).hasSize(1);
        assertThat(samples.columns("first", false)).isEmpty();
    }

    @Test
    void adaptersThatHaveGoneMakeRoom() throws Exception {
        for (int i = 0; i < 100; i++) {
            String name = "adapter" + i;
            StandIns one = standIns;
            one.adapter(name);
            pass();
            one.server.unregisterMBean(one.beans.names("Adapter").get(0));
        }

        assertThat(samples.adapters()).isLessThanOrEqualTo(Samples.MOST_ADAPTERS);
        assertThat(samples.columns("unknown", false)).isEmpty();
    }
}
