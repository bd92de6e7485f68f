package org.postern.ra.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.postern.net.BoundSocket;
import org.postern.net.ListenAddress;

/**
 * Addresses that are bound and not accepted from, because an adapter is restarted (decision 26): a client that connects
 * meanwhile waits instead of being refused. Thread-safe.
 */
public final class KeptSockets {
    private final Map<ListenAddress, BoundSocket> sockets = new LinkedHashMap<>();

    public synchronized void add(ListenAddress listen, BoundSocket socket) {
        sockets.put(listen, socket);
    }

    /** Has all that another one has, which has nothing then. */
    public void takeAll(KeptSockets other) {
        other.remove(listen -> true).forEach(this::add);
    }

    /**
     * What is kept of an address, under whatever scheme. What would be in its way is freed: a wildcard address on the same
     * port, and a socket whose backlog is another one, which only a new one can have.
     */
    Optional<BoundSocket> take(ListenAddress wanted) {
        Map<ListenAddress, BoundSocket> same =
                remove(listen -> listen.place().equals(wanted.place()) && listen.backlog() == wanted.backlog());
        free(wanted);
        return same.values().stream().findFirst();
    }

    /** Frees an address, and what would be in its way. */
    void free(ListenAddress unwanted) {
        remove(listen -> areInEachOthersWay(listen, unwanted)).values().forEach(BoundSocket::close);
    }

    /** Frees everything, and tells what that was. */
    public List<ListenAddress> freeAll() {
        Map<ListenAddress, BoundSocket> all = remove(listen -> true);
        all.values().forEach(BoundSocket::close);
        return List.copyOf(all.keySet());
    }

    public synchronized boolean isEmpty() {
        return sockets.isEmpty();
    }

    private synchronized Map<ListenAddress, BoundSocket> remove(Predicate<ListenAddress> unwanted) {
        Map<ListenAddress, BoundSocket> removed = new LinkedHashMap<>();
        for (ListenAddress listen : new ArrayList<>(sockets.keySet())) {
            if (unwanted.test(listen)) {
                removed.put(listen, sockets.remove(listen));
            }
        }
        return removed;
    }

    private static boolean areInEachOthersWay(ListenAddress one, ListenAddress other) {
        return one.place().equals(other.place())
                || (one.path().isEmpty()
                        && other.path().isEmpty()
                        && one.port() == other.port()
                        && (isWildcard(one) || isWildcard(other)));
    }

    private static boolean isWildcard(ListenAddress listen) {
        InetAddress ip = listen.ip();
        return ip.isAnyLocalAddress();
    }
}
