package org.postern.tls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the text of all bindings: takes it apart, and refuses two rules for one scope. */
final class BindingsParser {
    /** A blank separates only where ADDRESS= follows: a forgotten comma does no harm, and an alias may hold a blank. */
    private static final Pattern SEPARATOR = Pattern.compile("[,\\r\\n]|\\s(?=[^\\s=,]+=)");

    private final Consumer<String> problems;
    private final Map<BindingScope, CertificateBinding> byScope = new LinkedHashMap<>();

    BindingsParser(Consumer<String> problems) {
        this.problems = problems;
    }

    /** At most one for each scope, in the order written. */
    Map<BindingScope, CertificateBinding> parse(String text) {
        SEPARATOR
                .splitAsStream(text)
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .forEach(this::addEntry);
        return byScope;
    }

    private void addEntry(String entry) {
        new BindingParser(entry).parse(problems).ifPresent(binding -> addBinding(entry, binding));
    }

    private void addBinding(String entry, CertificateBinding binding) {
        CertificateBinding earlier = byScope.putIfAbsent(binding.scope(), binding);
        if (earlier != null) {
            problems.accept("certificateBindings: \"" + entry + "\" is for " + binding.scope()
                    + ", and so is an earlier \"" + earlier + "\". Keep one of them.");
        }
    }
}
