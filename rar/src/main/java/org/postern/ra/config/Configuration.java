package org.postern.ra.config;

import jakarta.resource.spi.InvalidPropertyException;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The values that are in force: those of an activation, else those of the adapter, else the defaults. Collects what is
 * wrong with them, so that an administrator hears of everything at once.
 */
public final class Configuration {
    private final Map<Property, String> values;
    private final Set<Property> ofAddress;
    private final Set<String> problems;
    private final Set<Property> wrong;

    private Configuration(
            Map<Property, String> values, Set<Property> ofAddress, Set<String> problems, Set<Property> wrong) {
        this.values = values;
        this.ofAddress = Set.copyOf(ofAddress);
        this.problems = problems;
        this.wrong = wrong;
    }

    public static Configuration ofAdapter(Map<Property, String> adapter) {
        Map<Property, String> merged = new EnumMap<>(Property.class);
        merged.putAll(adapter);
        return new Configuration(merged, Set.of(), new LinkedHashSet<>(), EnumSet.noneOf(Property.class));
    }

    public static Configuration ofActivation(Map<Property, String> activation, Map<Property, String> adapter) {
        Configuration merged = ofAdapter(adapter);
        merged.values.putAll(activation);
        return merged;
    }

    /** The same with what an address of its own says; problems are collected together. */
    public Configuration with(Map<Property, String> options) {
        Map<Property, String> merged = new EnumMap<>(Property.class);
        merged.putAll(values);
        merged.putAll(options);
        return new Configuration(merged, options.keySet(), problems, wrong);
    }

    /** Whether an address has a value of its own. */
    boolean isOfAddress(Property property) {
        return ofAddress.contains(property);
    }

    /** The text in force, without blanks around it; empty if nothing is set and there is no default. */
    public String text(Property property) {
        String value = values.getOrDefault(property, "").strip();
        if (value.contains("${")) {
            problem(
                    property,
                    "the container did not replace the expression. Define what it refers to, or write the"
                            + " value itself");
            return property.defaultValue();
        }
        return value.isEmpty() ? property.defaultValue() : value;
    }

    Optional<String> optionalText(Property property) {
        return Optional.of(text(property)).filter(text -> !text.isEmpty());
    }

    public long number(Property property) {
        Bounds bounds = property.bounds().orElseThrow();
        String text = text(property);
        try {
            long number = Long.parseLong(text);
            if (number >= bounds.min() && number <= bounds.max()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same problem as a number out of bounds.
        }
        problem(property, "write a whole number from " + bounds + ", or leave it out for " + property.defaultValue());
        return Long.parseLong(property.defaultValue());
    }

    /** One of several words, in any case. */
    public <T> T choice(Property property, Map<String, T> words) {
        return choice(property, words, Objects.requireNonNull(words.get(property.defaultValue())));
    }

    /** The same for a property whose default depends on something else. */
    public <T> T choice(Property property, Map<String, T> words, T otherwise) {
        if (text(property).isEmpty()) {
            return otherwise;
        }
        T chosen = words.get(text(property).toLowerCase(Locale.ROOT));
        if (chosen != null) {
            return chosen;
        }
        problem(property, "write " + String.join(" or ", new TreeSet<>(words.keySet())));
        return otherwise;
    }

    public int integer(Property property) {
        return Math.toIntExact(number(property));
    }

    /** Takes the problems that a parser finds with a property; its sentences say what was written. */
    Consumer<String> problemsOf(Property property) {
        return sentence -> {
            wrong.add(property);
            problems.add(sentence);
        };
    }

    void problem(Property property, String remedy) {
        String value = property.confidential() ? "(not shown)" : "\"" + values.getOrDefault(property, "") + "\"";
        problemsOf(property).accept(property.beanName() + "=" + value + ": " + remedy + ".");
    }

    boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** Everything that is wrong, in one exception. */
    public void failOnProblems(Class<?> bean) throws InvalidPropertyException {
        if (hasProblems()) {
            InvalidPropertyException failure = new InvalidPropertyException(
                    "The configuration has " + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                            + ": " + String.join(" ", problems));
            failure.setInvalidPropertyDescriptors(
                    wrong.stream().map(property -> descriptor(property, bean)).toArray(PropertyDescriptor[]::new));
            throw failure;
        }
    }

    private static PropertyDescriptor descriptor(Property property, Class<?> bean) {
        try {
            return new PropertyDescriptor(property.beanName(), bean);
        } catch (IntrospectionException e) {
            throw new IllegalStateException(bean + " has no property " + property.beanName(), e);
        }
    }
}
