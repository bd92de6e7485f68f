package org.postern.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether mail can be sent to this server: it has addresses, each is open, and TLS is offered wherever it is wanted. Immutable. */
final class AdapterReadiness {
    private final Map<String, List<String>> troubles;

    private AdapterReadiness(Map<String, List<String>> troubles) {
        this.troubles = troubles;
    }

    static AdapterReadiness of(Beans beans) {
        Map<String, List<String>> troubles = new TreeMap<>();
        beans.ofType("Adapter").forEach(adapter -> troubles.put(adapter.key("adapter"), new ArrayList<>()));
        List<Bean> acceptors = beans.ofType("Acceptor");
        if (acceptors.isEmpty()) {
            troubles.values().forEach(all -> all.add("no port is listened on"));
        }
        for (Bean acceptor : acceptors) {
            if (!acceptor.is("Open", 1)) {
                add(troubles, acceptor, acceptor.text("State"));
            }
        }
        Listened listened = Listened.of(beans);
        for (Bean address : beans.ofType("LocalAddress")) {
            if (Concern.of(address, listened) == Concern.BROKEN) {
                add(troubles, address, address.text("Verdict"));
            }
        }
        return new AdapterReadiness(troubles);
    }

    private static void add(Map<String, List<String>> troubles, Bean bean, String state) {
        troubles.computeIfAbsent(bean.key("adapter"), unknown -> new ArrayList<>())
                .add("%s %s port %s: %s".formatted(bean.key("scheme"), bean.key("address"), bean.key("port"), state));
    }

    /** Without an adapter nothing takes mail. */
    boolean isReady() {
        return !troubles.isEmpty() && troubles.values().stream().allMatch(Collection::isEmpty);
    }

    /** By adapter: what is the matter, or that nothing is. */
    Map<String, String> byAdapter() {
        return troubles.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> one.getValue().isEmpty() ? "ready" : JsonValues.cut(String.join("; ", one.getValue())),
                        (first, second) -> first,
                        TreeMap::new));
    }
}
