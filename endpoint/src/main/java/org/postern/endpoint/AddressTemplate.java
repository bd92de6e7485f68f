package org.postern.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.IDN;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The addresses that a method is for, and the details that they have. Quotes around a local part, a dot behind a domain and
 * how an internationalised domain is written do not count. Immutable.
 *
 * @param written as the author of the bean wrote it; empty for all
 * @param domain empty for addresses without one
 */
record AddressTemplate(String written, Optional<TextTemplate> local, Optional<TextTemplate> domain) {
    /** RFC 5321 section 4.5.1: the only mailbox without a domain. */
    private static final String POSTMASTER = "postmaster";

    /** As in a list, or in a command. */
    private static final Pattern OTHERS = Pattern.compile("[\\s,;<>]");

    private static final Pattern PLACES = Pattern.compile("[*{]");

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static AddressTemplate parse(String text) {
        if (text.isEmpty()) {
            return new AddressTemplate(text, Optional.empty(), Optional.empty());
        }
        int at = text.lastIndexOf('@');
        Optional<TextTemplate> domain =
                at < 0 ? Optional.empty() : Optional.of(TextTemplate.parse(normalised(text.substring(at + 1))));
        TextTemplate local = TextTemplate.parse(at < 0 ? text : text.substring(0, at));
        Set<String> twice = new HashSet<>(local.names());
        twice.retainAll(domain.map(TextTemplate::names).orElse(Set.of()));
        boolean bare = at < 0 && !text.equalsIgnoreCase(POSTMASTER);
        if (bare
                || at == 0
                || at == text.length() - 1
                || !twice.isEmpty()
                || OTHERS.matcher(text).find()) {
            throw new IllegalArgumentException("\"" + text + "\" is no address"
                    + (twice.isEmpty()
                            ? ": write one, as in orders+{id}@shop.example.com"
                            : ": it has " + twice + " twice"));
        }
        return new AddressTemplate(text, Optional.of(local), domain);
    }

    /** The details of an address; empty if it is not one of these. */
    Optional<Map<String, String>> match(String address) {
        if (local.isEmpty()) {
            return Optional.of(Map.of());
        }
        int at = address.lastIndexOf('@');
        if (at < 0 || domain.isEmpty()) {
            return at < 0 && domain.isEmpty() ? local.get().match(address) : Optional.empty();
        }
        return local.get().match(unquoted(address.substring(0, at))).flatMap(first -> domain.get()
                .match(normalised(address.substring(at + 1)))
                .map(second -> {
                    Map<String, String> all = new LinkedHashMap<>(first);
                    all.putAll(second);
                    return Collections.unmodifiableMap(all);
                }));
    }

    Set<String> names() {
        Set<String> names = new HashSet<>();
        local.ifPresent(template -> names.addAll(template.names()));
        domain.ifPresent(template -> names.addAll(template.names()));
        return names;
    }

    /** How many characters stand for themselves. */
    int literals() {
        return local.map(TextTemplate::literals).orElse(0)
                + domain.map(TextTemplate::literals).orElse(0);
    }

    /** Whether there may be an address that matches both. */
    boolean mayOverlap(AddressTemplate other) {
        if (local.isEmpty() || other.local.isEmpty()) {
            return true;
        }
        return domain.isPresent() == other.domain.isPresent()
                && local.get().mayOverlap(other.local.get())
                && (domain.isEmpty() || domain.get().mayOverlap(other.domain.orElseThrow()));
    }

    /** As DNS has it (RFC 5890), without a dot at the end. Servers without SMTPUTF8 know no other spelling. */
    private static String normalised(String domain) {
        String bare = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        return Arrays.stream(bare.split("\\.", -1)).map(AddressTemplate::label).collect(Collectors.joining("."));
    }

    /** One with a place in it stays, and can only be the same to the letter. */
    private static String label(String label) {
        if (PLACES.matcher(label).find() || US_ASCII.newEncoder().canEncode(label)) {
            return label;
        }
        try {
            return IDN.toASCII(label, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return label;
        }
    }

    private static String unquoted(String local) {
        return local.length() > 1 && local.startsWith("\"") && local.endsWith("\"")
                ? local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1")
                : local;
    }
}
