package org.postern.smtp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the parameters of MAIL may be. All that mean something are kept for the listener as they were sent. */
final class SenderParameters {
    /** That addresses may be in UTF-8 (RFC 6531). */
    static final String SMTPUTF8 = "SMTPUTF8";

    /** Who submitted the message in the first place, as far as the peer is believed (RFC 4954 section 5). */
    static final String AUTH = "AUTH";

    /** No submitter, or none that the client knows. */
    static final String NO_SUBMITTER = "<>";

    /** How many octets the content is going to have (RFC 1870). */
    static final String SIZE = "SIZE";

    private static final String BODY = "BODY";
    private static final String BINARYMIME = "BINARYMIME";

    private static final Pattern OCTETS = Pattern.compile("\\d{1,20}");
    private static final int DIGITS_THAT_FIT_A_LONG = 18;

    /** RFC 2852 section 4: seconds from now, and whether to return or to notify, with or without trace. */
    private static final Pattern DELIVER_BY =
            Pattern.compile("(?:0*[1-9]\\d{0,8};R|[+-]?\\d{1,9};N)T?", Pattern.CASE_INSENSITIVE);

    /** RFC 6710 section 4.1. */
    private static final Pattern PRIORITY = Pattern.compile("-?[1-9]|0");

    private static final int MAX_ENVELOPE_ID = 100;

    private final Limits limits;
    private final Security security;
    private final boolean authOffered;
    private final EnvelopeGrammar grammar;

    SenderParameters(Limits limits, Security security, boolean authOffered, EnvelopeGrammar grammar) {
        this.limits = limits;
        this.security = security;
        this.authOffered = authOffered;
        this.grammar = grammar;
    }

    /** Checks all of them, and gives those that mean something. */
    Map<String, String> checked(Map<String, String> parameters) throws Refusal {
        Map<String, String> meant = new LinkedHashMap<>(parameters);
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (meansNothing(parameter.getKey(), parameter.getValue())) {
                meant.remove(parameter.getKey());
            } else {
                check(parameter.getKey(), parameter.getValue());
            }
        }
        return Collections.unmodifiableMap(meant);
    }

    private boolean meansNothing(String keyword, String value) {
        boolean submitterUnknown = keyword.equals(AUTH) && authOffered && value.equals(NO_SUBMITTER);
        return !submitterUnknown && grammar.meansNothing(keyword, value);
    }

    /** Whether the content is not made of lines. */
    static boolean isBinary(Map<String, String> parameters) {
        return parameters.getOrDefault(BODY, "").equalsIgnoreCase(BINARYMIME);
    }

    private void check(String keyword, String value) throws Refusal {
        switch (keyword) {
            case SIZE -> checkSize(value);
            case BODY -> require(isOneOf(Set.of("7BIT", "8BITMIME", BINARYMIME), value));
            case SMTPUTF8 -> require(value.isEmpty());
            case "RET" -> require(isOneOf(Set.of("FULL", "HDRS"), value));
            case "ENVID" -> require(value.length() <= MAX_ENVELOPE_ID && Xtext.isValid(value));
            case "BY" -> require(DELIVER_BY.matcher(value).matches());
            case "MT-PRIORITY" -> require(PRIORITY.matcher(value).matches());
            case AUTH -> {
                if (!authOffered) {
                    throw new Refusal(Replies.UNKNOWN_PARAMETER);
                }
                require(isSubmitter(value));
            }
            case "REQUIRETLS" -> {
                if (security != Security.TLS_ACTIVE) {
                    throw new Refusal(Replies.UNKNOWN_PARAMETER);
                }
                require(value.isEmpty());
            }
            default -> throw new Refusal(Replies.UNKNOWN_PARAMETER);
        }
    }

    /** A mailbox in xtext, so that no blank or equals sign in it can be misunderstood. */
    private boolean isSubmitter(String value) {
        return value.equals(NO_SUBMITTER) || (Xtext.isValid(value) && grammar.isMailbox(Xtext.decode(value)));
    }

    private static boolean isOneOf(Set<String> values, String value) {
        return values.stream().anyMatch(value::equalsIgnoreCase);
    }

    private static void require(boolean valid) throws Refusal {
        if (!valid) {
            throw new Refusal(Replies.BAD_PARAMETER);
        }
    }

    /** RFC 1870 section 6.1: the size is a hint; one that can never fit is refused at once. */
    private void checkSize(String value) throws Refusal {
        require(OCTETS.matcher(value).matches());
        String digits = value.replaceFirst("^0+(?=\\d)", "");
        if (digits.length() > DIGITS_THAT_FIT_A_LONG
                || Long.parseLong(digits) > limits.content().maxMessageBytes()) {
            throw new Refusal(Replies.MESSAGE_TOO_LARGE);
        }
    }
}
