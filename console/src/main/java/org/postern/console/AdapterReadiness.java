package org.postern.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether mail can be sent to this server: it has addresses, each is open, and TLS is offered wherever it is wanted. Immutable. */
final class AdapterReadiness {
    private final Map<String, List<String>> troubles;
    private final Set<String> listening;

    private AdapterReadiness(Map<String, List<String>> troubles, Set<String> listening) {
        this.troubles = troubles;
        this.listening = listening;
    }

    static AdapterReadiness of(Beans beans) {
        Map<String, List<String>> troubles = new TreeMap<>();
        beans.ofType("Adapter").forEach(adapter -> troubles.put(adapter.key("adapter"), new ArrayList<>()));
        List<Bean> acceptors = beans.ofType("Acceptor");
        for (Bean acceptor : acceptors) {
            if (!acceptor.is("Open", 1)) {
                add(troubles, acceptor, acceptor.text("State"));
            }
        }
        Listened listened = Listened.of(beans);
        Instant now = Instant.now();
        for (Bean address : beans.ofType("LocalAddress")) {
            if (Concern.of(address, listened, now) == Concern.BROKEN) {
                add(troubles, address, address.text("Verdict"));
            }
        }
        return new AdapterReadiness(
                troubles, acceptors.stream().map(one -> one.key("adapter")).collect(Collectors.toSet()));
    }

    private static void add(Map<String, List<String>> troubles, Bean bean, String state) {
        troubles.computeIfAbsent(bean.key("adapter"), unknown -> new ArrayList<>())
                .add("%s %s port %s: %s".formatted(bean.key("scheme"), bean.key("address"), bean.key("port"), state));
    }

    /** Without an adapter that listens nothing takes mail. One beside it may wait for an application that is to come later. */
    boolean isReady() {
        return !troubles.isEmpty()
                && !listening.isEmpty()
                && troubles.values().stream().allMatch(Collection::isEmpty);
    }

    /** By adapter: what is the matter, or that nothing is. */
    Map<String, String> byAdapter() {
        return troubles.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> said(one.getKey(), one.getValue()),
                        (first, second) -> first,
                        TreeMap::new));
    }

    private String said(String adapter, List<String> all) {
        Stream<String> idle = listening.contains(adapter) ? Stream.empty() : Stream.of("no port is listened on");
        String text = Stream.concat(idle, all.stream()).collect(Collectors.joining("; "));
        return text.isEmpty() ? "ready" : JsonValues.cut(text);
    }
}
