package org.postern.endpoint;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postern.api.MailReply;

/** Reads the annotations of a bean's methods, and all mistakes in them at once. */
final class RouteReader {
    /** Methods of an endpoint itself (Jakarta Connectors 2.1 section 14.5): some containers call theirs instead of the bean's. */
    private static final Set<String> OF_ENDPOINTS = Set.of("beforeDelivery", "afterDelivery", "release");

    private final List<Route<Argument.OfMail>> mails = new ArrayList<>();
    private final List<Route<Argument.OfMail>> reports = new ArrayList<>();
    private final List<Route<Argument.OfInquiry>> recipients = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Class<?> bean;
    private Refusal refusal = Refusal.USUAL;

    private RouteReader(Class<?> bean) {
        this.bean = bean;
    }

    /**
     * Reads a bean.
     *
     * @throws IllegalArgumentException if something is wrong
     */
    static Routes read(Class<?> bean) {
        return new RouteReader(bean).read();
    }

    private Routes read() {
        methods().forEach(this::read);
        if (mails.isEmpty() && reports.isEmpty() && mistakes.isEmpty()) {
            mistakes.add("no method takes mail: annotate a public one with @OnMail or @OnReport");
        }
        findTies(mails);
        findTies(reports);
        findTies(recipients);
        recipients.stream()
                .filter(route -> !mails.isEmpty() || !reports.isEmpty())
                .filter(route -> Stream.concat(mails.stream(), reports.stream())
                        .noneMatch(other -> other.address().mayOverlap(route.address())))
                .forEach(route -> mistakes.add(route + ": no method takes mail for these recipients"));
        try {
            refusal = Refusal.of(bean);
        } catch (IllegalArgumentException e) {
            mistakes.add("@OtherMail: " + e.getMessage());
        }
        if (!mistakes.isEmpty()) {
            mistakes.sort(null);
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return new Routes(new Routes.Sorted(sorted(mails), sorted(reports), sorted(recipients)), refusal);
    }

    /** Of the class and those above it, without what is overridden and what the compiler has added. */
    private Stream<Method> methods() {
        Set<List<Object>> seen = new HashSet<>();
        return Stream.<Class<?>>iterate(bean, type -> type != null && type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> seen.add(signature(method)))
                .filter(method -> method.isBridge() ? isTheWayToOneAbove(method) : !method.isSynthetic());
    }

    /**
     * A bridge to a method that its class declares is nothing of its own. Without one it makes a method callable whose class is not
     * public, and has its annotations.
     */
    private static boolean isTheWayToOneAbove(Method bridge) {
        return Arrays.stream(bridge.getDeclaringClass().getDeclaredMethods())
                .filter(method -> !method.isBridge() && method.getName().equals(bridge.getName()))
                .noneMatch(method -> takes(bridge.getParameterTypes(), method.getParameterTypes()));
    }

    private static boolean takes(Class<?>[] wider, Class<?>[] narrower) {
        return wider.length == narrower.length
                && IntStream.range(0, wider.length).allMatch(i -> wider[i].isAssignableFrom(narrower[i]));
    }

    /** That of a bridge is the one of the method above that it stands for. */
    private static List<Object> signature(Method method) {
        return List.of(method.getName(), Arrays.asList(method.getParameterTypes()), method.getReturnType());
    }

    private void read(Method method) {
        OnMail mail = method.getAnnotation(OnMail.class);
        OnReport report = method.getAnnotation(OnReport.class);
        OnRecipient recipient = method.getAnnotation(OnRecipient.class);
        long annotations =
                Stream.of(mail, report, recipient).filter(one -> one != null).count();
        try {
            if (annotations > 1) {
                throw new IllegalArgumentException("has more than one of @OnMail, @OnReport and @OnRecipient");
            }
            if (annotations == 1) {
                checkCallable(method);
            }
            if (mail != null) {
                mails.add(route(method, mail.to(), mail.header(), Arguments::ofMail));
            } else if (report != null) {
                reports.add(route(method, report.to(), new String[0], Arguments::ofReport));
            } else if (recipient != null) {
                recipients.add(route(method, recipient.value(), new String[0], Arguments::ofInquiry));
            }
        } catch (IllegalArgumentException e) {
            mistakes.add(method.getName() + "(): " + e.getMessage());
        }
    }

    private static void checkCallable(Method method) {
        int modifiers = method.getModifiers();
        if (!Modifier.isPublic(modifiers) || Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) {
            throw new IllegalArgumentException("must be public, and neither static nor final: the container calls it");
        }
        if (OF_ENDPOINTS.contains(method.getName())) {
            throw new IllegalArgumentException("must have another name: this one is of the container's endpoint");
        }
        boolean replies = method.getReturnType() == MailReply.class && !method.isAnnotationPresent(OnRecipient.class);
        if (method.getReturnType() != void.class && !replies) {
            throw new IllegalArgumentException(
                    "must return nothing" + (method.isAnnotationPresent(OnRecipient.class) ? "" : " or a MailReply"));
        }
    }

    private static <C> Route<C> route(
            Method method, String to, String[] header, BiFunction<Parameter, AddressTemplate, Argument<C>> arguments) {
        AddressTemplate address = AddressTemplate.parse(to);
        List<HeaderCondition> conditions =
                Arrays.stream(header).map(HeaderCondition::parse).toList();
        for (HeaderCondition one : conditions) {
            if (conditions.stream().anyMatch(one::excludes)) {
                throw new IllegalArgumentException(
                        "\"" + one.written() + "\" and another of its conditions exclude each other");
            }
        }
        Map<String, Conversion.To> details = new HashMap<>();
        List<Argument<C>> values = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            values.add(arguments.apply(parameter, address));
            if (parameter.isAnnotationPresent(Detail.class)) {
                details.put(parameter.getAnnotation(Detail.class).value(), Arguments.conversion(parameter));
            }
        }
        return new Route<>(method, address, Map.copyOf(details), conditions, List.copyOf(values));
    }

    private <C> void findTies(List<Route<C>> routes) {
        for (int i = 0; i < routes.size(); i++) {
            for (int j = i + 1; j < routes.size(); j++) {
                if (routes.get(i).isTiedWith(routes.get(j))) {
                    mistakes.add(
                            routes.get(i) + " and " + routes.get(j)
                                    + " could both be for the same mail: let one have a longer address or one more header condition");
                }
            }
        }
    }

    private static <C> List<Route<C>> sorted(List<Route<C>> routes) {
        return routes.stream().sorted(Route::compare).toList();
    }
}
