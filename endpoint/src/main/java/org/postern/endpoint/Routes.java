package org.postern.endpoint;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.RecipientInquiry;
import org.postern.api.spi.EndpointCall;
import org.postern.api.spi.EndpointRoutes;

/** The methods of one bean, the best first. */
final class Routes implements EndpointRoutes {
    private final Sorted routes;
    private final Refusal refusal;

    /** By what they are for. */
    record Sorted(
            List<Route<Argument.OfMail>> mails,
            List<Route<Argument.OfMail>> reports,
            List<Route<Argument.OfInquiry>> recipients) {
        Stream<Route<?>> all() {
            return Stream.of(mails, reports, recipients).flatMap(List::stream);
        }
    }

    Routes(Sorted routes, Refusal refusal) {
        this.routes = routes;
        this.refusal = refusal;
    }

    @Override
    public Set<Method> methods() {
        return routes.all().map(Route::method).collect(Collectors.toSet());
    }

    @Override
    public Optional<EndpointCall> recipient(RecipientInquiry inquiry) throws MailRejectedException {
        String address = inquiry.recipient().address();
        boolean wanted = Stream.concat(routes.mails().stream(), routes.reports().stream())
                .anyMatch(route -> route.match(address).isPresent());
        if (!wanted) {
            throw MailRejectedException.permanently("5.1.1", "No such mailbox here");
        }
        for (Route<Argument.OfInquiry> route : routes.recipients()) {
            Optional<Map<String, String>> details = route.match(address);
            if (details.isPresent()) {
                return question(route, new Argument.OfInquiry(inquiry, details.get()));
            }
        }
        return Optional.empty();
    }

    @Override
    public EndpointCall message(MailMessage message) throws MailRejectedException, IOException {
        Incoming mail = new Incoming(message);
        Optional<EndpointCall> call =
                !routes.reports().isEmpty() && mail.report().isPresent()
                        ? best(routes.reports(), mail)
                        : Optional.empty();
        if (call.isEmpty()) {
            call = best(routes.mails(), mail);
        }
        if (call.isEmpty()) {
            throw refusal.exception();
        }
        return call.get();
    }

    private static Optional<EndpointCall> best(List<Route<Argument.OfMail>> routes, Incoming mail) throws IOException {
        for (Route<Argument.OfMail> route : routes) {
            Optional<Map<String, String>> details = route.match(mail.recipient().address());
            if (details.isPresent() && route.wants(mail.message())) {
                Optional<EndpointCall> call = route.call(new Argument.OfMail(mail, details.get()));
                if (call.isPresent()) {
                    return call;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<EndpointCall> question(Route<Argument.OfInquiry> route, Argument.OfInquiry about) {
        try {
            return route.call(about);
        } catch (IOException e) {
            throw new IllegalStateException("A question has no content that could be read", e);
        }
    }
}
