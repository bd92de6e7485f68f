package org.postern.console;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What all adapters of the server say now, in the order in which an operator wants to read it. */
final class State {
    /** They change without anything having happened, and would have the whole state sent again each time. */
    private static final Set<String> CLOCKS = Set.of("UptimeSeconds", "SecondsToNotAfter");

    /** What does not work is 0. */
    private static final Comparator<Bean> STOPPED_FIRST = Comparator.<Bean, Long>comparing(
                    bean -> bean.number("Open").or(() -> bean.number("Running")).orElse(1L))
            .thenComparing(Bean::id);

    private final Beans beans;
    private final Supplier<Instant> clock;
    private final History history;

    State(Beans beans, Supplier<Instant> clock) {
        this.beans = beans;
        this.clock = clock;
        this.history = new History(beans);
    }

    JsonObject whole() {
        return Json.createObjectBuilder(beans()).add("addresses", addresses()).build();
    }

    JsonArray addresses() {
        JsonArrayBuilder all = Json.createArrayBuilder();
        Listened listened = Listened.of(beans);
        Instant now = clock.get();
        beans.ofType("LocalAddress").stream().sorted(worstFirst(listened, now)).forEach(address -> {
            JsonObjectBuilder one = object(address)
                    .add("concern", Concern.of(address, listened, now).word());
            TimeLeft.of(address, now).ifPresent(left -> one.add("ends", left.end())
                    .add("daysLeft", Duration.ofSeconds(left.seconds()).toDays()));
            all.add(one);
        });
        return all.build();
    }

    private static Comparator<Bean> worstFirst(Listened listened, Instant now) {
        return Comparator.comparing((Bean bean) -> Concern.of(bean, listened, now))
                .thenComparing(bean -> TimeLeft.of(bean, now)
                        .map(TimeLeft::seconds)
                        .or(() -> bean.number("SecondsToNotAfter"))
                        .orElse(Long.MAX_VALUE))
                .thenComparing(bean -> bean.key("adapter"))
                .thenComparing(bean -> bean.key("address"))
                .thenComparing(bean -> bean.number("Port").orElse(0L));
    }

    JsonObject beans() {
        return Json.createObjectBuilder()
                .add("adapters", adapters())
                .add("activations", array(beans.ofType("Activation")))
                .add("acceptors", array(beans.ofType("Acceptor")))
                .add("historyKept", history.isKept())
                .build();
    }

    private JsonArray adapters() {
        JsonArrayBuilder all = Json.createArrayBuilder();
        beans.ofType("Adapter")
                .forEach(
                        adapter -> all.add(object(adapter).add("canTry", beans.has(adapter.name(), WhatIf.OPERATION))));
        return all.build();
    }

    private static JsonArray array(List<Bean> several) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        several.stream().sorted(STOPPED_FIRST).forEach(one -> all.add(object(one)));
        return all.build();
    }

    private static JsonObjectBuilder object(Bean bean) {
        JsonObjectBuilder values = Json.createObjectBuilder();
        bean.attributes().forEach((name, value) -> {
            if (!CLOCKS.contains(name)) {
                values.add(name, JsonValues.of(value));
            }
        });
        return Json.createObjectBuilder()
                .add("id", bean.id())
                .add("adapter", bean.key("adapter"))
                .add("values", values);
    }
}
