package org.postern.endpoint;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.spi.EndpointCall;

/**
 * A method, what it wants and how it is called. Immutable.
 *
 * @param details how those of the address become arguments
 * @param conditions which fields the header must have; none for methods that are asked about recipients
 * @param <C> what its arguments are made of
 */
record Route<C>(
        Method method,
        AddressTemplate address,
        Map<String, Conversion.To> details,
        List<HeaderCondition> conditions,
        List<Argument<C>> arguments) {
    /** The details of an address that it wants: each must be of its kind. */
    Optional<Map<String, String>> match(String mailbox) {
        return address.match(mailbox)
                .filter(found -> details.entrySet().stream().allMatch(one -> one.getValue()
                        .value(found.getOrDefault(one.getKey(), ""))
                        .isPresent()));
    }

    boolean wants(MailMessage message) throws IOException {
        if (conditions.isEmpty()) {
            return true;
        }
        MailHeaders headers = message.headers();
        return conditions.stream().allMatch(condition -> condition.holds(headers));
    }

    /** The call, if all of its arguments are there. */
    Optional<EndpointCall> call(C of) throws IOException {
        List<Object> values = new ArrayList<>();
        for (Argument<C> argument : arguments) {
            Optional<Object> value = argument.of(of);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(new Call(method, values.toArray()));
    }

    /** How much it knows of what it wants: the one that knows most is the best. */
    int compare(Route<C> other) {
        int byAddress = Integer.compare(other.address.literals(), address.literals());
        return byAddress != 0 ? byAddress : Integer.compare(other.conditions.size(), conditions.size());
    }

    /** Whether it cannot be told for each mail which of the two it is for. */
    boolean isTiedWith(Route<C> other) {
        return compare(other) == 0
                && address.mayOverlap(other.address)
                && conditions.stream()
                        .noneMatch(one -> other.conditions.stream().anyMatch(one::excludes));
    }

    @Override
    public String toString() {
        return method.getName() + "()";
    }

    /** A method with its arguments. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Call(Method method, Object[] arguments) implements EndpointCall {}
}
