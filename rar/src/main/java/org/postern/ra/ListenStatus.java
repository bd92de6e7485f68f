package org.postern.ra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postern.net.ListenAddress;
import org.postern.tls.LocalAddress;
import org.postern.tls.TlsOffers;

/** The statuses of the local addresses behind one address to listen on. Used by {@link ManagementBeans} only. */
final class ListenStatus {
    /** Makes the status of one local address. */
    @FunctionalInterface
    interface Maker {
        LocalAddressStatus make(ListenAddress listen, LocalAddress address, TlsOffers offers);
    }

    private final ListenAddress listen;
    private final TlsOffers offers;
    private final Map<LocalAddress, LocalAddressStatus> statuses = new LinkedHashMap<>();

    ListenStatus(ListenAddress listen, TlsOffers offers) {
        this.listen = listen;
        this.offers = offers;
    }

    ListenAddress listen() {
        return listen;
    }

    List<LocalAddressStatus> all() {
        return List.copyOf(statuses.values());
    }

    /** Makes statuses of addresses that have none, and gives them. */
    List<LocalAddressStatus> add(Set<LocalAddress> there, Maker maker) {
        List<LocalAddressStatus> added = new ArrayList<>();
        for (LocalAddress address : there) {
            if (!statuses.containsKey(address)) {
                LocalAddressStatus status = maker.make(listen, address, offers);
                statuses.put(address, status);
                added.add(status);
            }
        }
        return added;
    }

    /** Forgets the statuses of addresses that are not there any more, and gives them. */
    List<LocalAddressStatus> keep(Set<LocalAddress> there) {
        List<LocalAddressStatus> gone = all().stream()
                .filter(status -> !there.contains(status.localAddress()))
                .toList();
        gone.forEach(status -> statuses.remove(status.localAddress()));
        return gone;
    }
}
