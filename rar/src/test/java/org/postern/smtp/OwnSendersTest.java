package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnSendersTest {
    private static OwnSenders parse(String text) {
        return OwnSenders.parse(text, fault -> {
            throw new IllegalArgumentException(fault);
        });
    }

    @Test
    void aNameThatIsAnAddressCanStandForItself() {
        OwnSenders own = parse("%u");

        assertThat(own.permit("anna@example.com", Optional.of("anna@example.com")))
                .isTrue();
        assertThat(own.permit("anna@example.com", Optional.of("bob@example.com")))
                .isFalse();
        assertThat(own.permit("anna", Optional.of("anna@example.com"))).isFalse();
    }

    @Test
    void aNameIsNoPattern() {
        OwnSenders own = parse("%u@example.com");

        assertThat(own.permit("*", Optional.of("bob@example.com"))).isFalse();
        assertThat(own.permit("b*", Optional.of("bob@example.com"))).isFalse();
    }

    @Test
    void someAddressesMayBeEverybodys() {
        OwnSenders own = parse("%u@example.com office@example.com");

        assertThat(own.permit("b*", Optional.of("office@example.com"))).isTrue();
    }

    @Test
    void withoutPatternsAllMayUseAll() {
        assertThat(parse("").permit("anna", Optional.of("bob@example.com"))).isTrue();
        assertThat(OwnSenders.all().permit("anna", Optional.of("bob@example.com")))
                .isTrue();
    }

    @Test
    void whatIsNoPatternIsTold() {
        List<String> faults = new ArrayList<>();

        OwnSenders.parse("%u@example.com, @example.com, %u@exa mple..com", faults::add);

        assertThat(faults).containsExactly("@example.com", "mple..com");
    }
}
