package org.postern.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A list of networks. Immutable. */
public record Networks(List<IpNetwork> all) {
    public Networks {
        all = List.copyOf(all);
    }

    /**
     * Reads networks separated by commas, blanks or vertical bars.
     *
     * @param faults takes each word that is not a network
     */
    public static Networks parse(String text, Consumer<String> faults) {
        List<IpNetwork> networks = new ArrayList<>();
        for (String word : text.split("[,|\\s]+", -1)) {
            if (!word.isEmpty()) {
                Optional<IpNetwork> network = IpNetwork.parse(word);
                network.ifPresentOrElse(networks::add, () -> faults.accept(word));
            }
        }
        return new Networks(networks);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    boolean contain(InetAddress address) {
        for (IpNetwork network : all) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
