package org.postern.tls;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All rules of an administrator; at most one for each scope. Immutable, and equal when the rules are, in any order.
 *
 * <p>An address is looked up in this order, and the first rule found decides, whether its certificate is usable or not:
 *
 * <ol>
 *   <li>this IP address and this port: {@code 192.0.2.1:25=ALIAS}
 *   <li>this IP address, any port: {@code 192.0.2.1=ALIAS}
 *   <li>any IP address, this port: {@code *:25=ALIAS}
 *   <li>any IP address, any port: {@code *=ALIAS}
 * </ol>
 */
public final class CertificateBindings {
    private final List<CertificateBinding> all;
    private final Map<BindingScope, CertificateBinding> byScope;

    CertificateBindings(Map<BindingScope, CertificateBinding> byScope) {
        this.all = List.copyOf(byScope.values());
        this.byScope = Map.copyOf(byScope);
    }

    /**
     * Reads rules separated by commas, line ends or blanks; blank text means none.
     *
     * @param problems takes one sentence for each thing that is wrong, with what to write instead; a rule that is wrong
     *     is left out of the result
     */
    public static CertificateBindings parse(String text, Consumer<String> problems) {
        return new CertificateBindings(new BindingsParser(problems).parse(text));
    }

    /** The rule that decides for an address. */
    public Optional<CertificateBinding> match(LocalAddress address) {
        return BindingScope.inLookupOrder(address).stream()
                .flatMap(scope -> Optional.ofNullable(byScope.get(scope)).stream())
                .findFirst();
    }

    /** Every rule, in the order written. */
    public List<CertificateBinding> all() {
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificateBindings that && byScope.equals(that.byScope);
    }

    @Override
    public int hashCode() {
        return byScope.hashCode();
    }

    /** As an administrator writes them. */
    @Override
    public String toString() {
        return all.stream().map(CertificateBinding::toString).collect(Collectors.joining(", "));
    }
}
