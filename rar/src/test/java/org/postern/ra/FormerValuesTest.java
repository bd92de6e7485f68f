package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Moment;
import org.postern.ra.config.Property;

class FormerValuesTest {
    private static final Map<Property, String> AS_SHIPPED = Arrays.stream(Property.values())
            .filter(property -> !property.defaultValue().isEmpty())
            .collect(Collectors.toMap(Function.identity(), Property::defaultValue));
    private static final Map<Property, String> OF_THE_ADMINISTRATOR = Map.of(Property.MAX_ERRORS, "7");

    private final Moment begin = new Moment(Long.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 59})
    void thoseThatPassBetweenTwoRestartsAreNotWhatTheAdministratorHadBefore(long seconds) {
        Moment end = begin.plus(Duration.ofSeconds(seconds));

        assertThat(new FormerValues(AS_SHIPPED, OF_THE_ADMINISTRATOR, begin).at(end))
                .isEqualTo(OF_THE_ADMINISTRATOR);
        assertThat(new FormerValues(Map.of(), OF_THE_ADMINISTRATOR, begin).at(end))
                .isEqualTo(OF_THE_ADMINISTRATOR);
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 3600})
    void thoseThatStayAreWhatTheAdministratorWants(long seconds) {
        assertThat(new FormerValues(AS_SHIPPED, OF_THE_ADMINISTRATOR, begin)
                        .at(begin.plus(Duration.ofSeconds(seconds))))
                .isEqualTo(AS_SHIPPED);
    }

    @Test
    void thoseOfAnAdministratorAreInForceAtOnce() {
        Map<Property, String> changed = Map.of(Property.MAX_ERRORS, "8");

        assertThat(new FormerValues(changed, OF_THE_ADMINISTRATOR, begin).at(begin))
                .isEqualTo(changed);
    }

    @Test
    void theFirstAdapterHasNoOthers() {
        assertThat(new FormerValues(AS_SHIPPED, Map.of(), begin).at(begin)).isEqualTo(AS_SHIPPED);
    }
}
