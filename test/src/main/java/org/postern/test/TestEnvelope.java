package org.postern.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The envelope of a test's message. Immutable. */
record TestEnvelope(
        Optional<String> reversePath, List<String> recipients, Map<String, String> parameters, String patterns) {
    static final TestEnvelope PLAIN =
            new TestEnvelope(Optional.of("sender@example.org"), List.of("recipient@example.com"), Map.of(), "*");

    TestEnvelope from(Optional<String> other) {
        return new TestEnvelope(other, recipients, parameters, patterns);
    }

    TestEnvelope to(List<String> others) {
        return new TestEnvelope(reversePath, others, parameters, patterns);
    }

    TestEnvelope with(String keyword, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(keyword, value);
        return new TestEnvelope(reversePath, recipients, more, patterns);
    }

    TestEnvelope takenFor(String others) {
        return new TestEnvelope(reversePath, recipients, parameters, others);
    }

    /** Whether an address needs SMTPUTF8 (RFC 6531). */
    boolean isInternational() {
        return recipients.stream().anyMatch(TestEnvelope::isBeyondAscii)
                || reversePath.filter(TestEnvelope::isBeyondAscii).isPresent();
    }

    private static boolean isBeyondAscii(String text) {
        return text.chars().anyMatch(c -> c > 0x7e);
    }
}
