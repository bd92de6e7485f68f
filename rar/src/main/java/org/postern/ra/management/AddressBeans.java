package org.postern.ra.management;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.postern.ip.LocalAddress;
import org.postern.net.ListenAddress;
import org.postern.tls.TlsOffers;

/**
 * The management beans of one address to listen on: its own, and one for each local address behind it. They belong to the
 * address and end with it. Thread-safe; nothing is registered, and no interface looked at, with the lock held.
 */
public final class AddressBeans implements AutoCloseable {
    private final ListenAddress listen;
    private final Registration acceptor;
    private final MachineAddresses machine;
    private final Function<LocalAddress, LocalBean> maker;
    private final Runnable changed;
    private final Map<LocalAddress, LocalBean> locals = new LinkedHashMap<>();
    private boolean opened;
    private boolean closed;

    /** One local address, and the place of its bean. */
    record LocalBean(LocalAddressStatus status, Registration place) {}

    /**
     * Registers nothing yet.
     *
     * @param maker of what stands for one local address
     * @param changed is told that there are other local addresses than before
     */
    AddressBeans(
            ListenAddress listen,
            Registration acceptor,
            MachineAddresses machine,
            Function<LocalAddress, LocalBean> maker,
            Runnable changed) {
        this.listen = listen;
        this.acceptor = acceptor;
        this.machine = machine;
        this.maker = maker;
        this.changed = changed;
    }

    /** Registers all of them. Can be told again. */
    void open() {
        synchronized (this) {
            if (opened || closed) {
                return;
            }
            opened = true;
        }
        acceptor.open();
        if (listen.path().isEmpty()) { // Local addresses tell of STARTTLS.
            Set<LocalAddress> there = machine.behind(listen);
            show(there.isEmpty() ? Set.of(listen.localAddress()) : there);
        }
    }

    /** Looks whether there are others behind a wildcard. While that cannot be found out, those that are known stay. */
    List<LocalAddressStatus> look() {
        Set<LocalAddress> there = listen.path().isEmpty() ? machine.behind(listen) : Set.of();
        return there.isEmpty() ? List.of() : show(there);
    }

    List<LocalAddressStatus> statuses() {
        return beans().stream().map(LocalBean::status).toList();
    }

    /**
     * What the local addresses would offer if others were in force.
     *
     * @param own the properties that decide them, and that the bean has values of its own for
     */
    public List<TriedOffer> tried(TlsOffers others, List<String> own) {
        return statuses().stream().map(status -> status.tried(others, own)).toList();
    }

    ListenAddress listen() {
        return listen;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        List<LocalBean> all;
        synchronized (this) {
            closed = true;
            all = beans();
            locals.clear();
        }
        all.forEach(bean -> bean.place().close());
        acceptor.close();
        changed.run();
    }

    /** Gives those that are gone. */
    private List<LocalAddressStatus> show(Set<LocalAddress> there) {
        List<LocalBean> added =
                new ArrayList<>(there.stream().filter(this::isNew).map(maker).toList());
        List<LocalBean> gone = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return List.of();
            }
            added.removeIf(bean -> locals.putIfAbsent(bean.status().localAddress(), bean) != null);
            locals.values().removeIf(bean -> !there.contains(bean.status().localAddress()) && gone.add(bean));
        }
        gone.forEach(bean -> bean.place().close());
        added.forEach(bean -> {
            bean.place().open();
            bean.status().begin();
        });
        changed.run();
        return gone.stream().map(LocalBean::status).toList();
    }

    private synchronized boolean isNew(LocalAddress address) {
        return !locals.containsKey(address);
    }

    private synchronized List<LocalBean> beans() {
        return List.copyOf(locals.values());
    }
}
