package org.postern.ra.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenOptionsTest {
    private final List<String> faults = new ArrayList<>();

    @Test
    void withoutAnyThereAreTheDefaults() {
        assertThat(ListenOptions.parse("", faults::add)).contains(new ListenOptions(1_024, Map.of()));
        assertThat(faults).isEmpty();
    }

    @Test
    void theBacklogAndPropertiesStandInAnyOrder() {
        assertThat(ListenOptions.parse("tls=require&backlog=7&tlsMinProtocol=TLSv1.3", faults::add))
                .contains(new ListenOptions(7, Map.of(Property.TLS, "require", Property.TLS_MIN_PROTOCOL, "TLSv1.3")));
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Property.class)
    void onlyThePropertiesOfAnAddressAreOptions(Property property) {
        boolean allowed = property.scope() == Property.Scope.OPTION;

        assertThat(ListenOptions.parse(property.beanName() + "=x", faults::add).isPresent())
                .isEqualTo(allowed);
        assertThat(faults).hasSize(allowed ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "tls=", "TLS=never", "backlog=0", "backlog=100000", "backlog", "other=1", "=1"})
    void whatIsNotUnderstoodIsToldWithAllThatIs(String option) {
        assertThat(ListenOptions.parse("backlog=5&" + option, faults::add)).isEmpty();
        assertThat(faults)
                .singleElement()
                .asString()
                .contains("\"" + option + "\"", "backlog=1 to 99999", "tls, tlsMinProtocol, tlsCipherSuites")
                .contains("expiredCertificate", "clientCertificates");
    }
}
