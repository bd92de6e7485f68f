package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Peer;
import org.postern.ra.config.Bounds;
import org.postern.ra.config.Property;
import org.postern.ra.management.LimitAttributes;

/** Each limit that is no structure is changed with a management bean, and nothing is closed for that. */
@Timeout(60)
class LimitsOnALiveServerTest extends LimitScenarios {
    @Test
    void eachIsSeenToHaveAnEffect() {
        assertThat(scenarios.keySet())
                .containsExactlyInAnyOrderElementsOf(writable().toList());
    }

    @ParameterizedTest
    @MethodSource("writable")
    void aChangeIsInForceForWhatComesNext(Property property) throws Exception {
        Scenario scenario = Objects.requireNonNull(scenarios.get(property));
        try (Peer there = Peer.greeted("127.0.0.1", server.port)) {
            for (Map.Entry<Property, Long> first : scenario.before().entrySet()) {
                set(first.getKey(), first.getValue());
            }

            set(property, scenario.value());

            assertThat(bean(property).get(LimitAttributes.name(property))).isEqualTo(scenario.value());
            assertThat(log.lines("POSTERN-1020"))
                    .last()
                    .asString()
                    .contains(property.beanName() + " of ", " is " + scenario.value() + " from now on");
            assertThat(there.ask("NOOP")).startsWith("250");
            scenario.effect().isSeen();
        }
        assertThat(log.lines("POSTERN-1011")).as("opened").hasSize(1);
        if (property != Property.DRAIN_TIMEOUT_SECONDS) {
            assertThat(log.lines("POSTERN-1013")).as("closed").isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("writable")
    void whatThePropertyWouldNotTakeIsRefusedAndChangesNothing(Property property) throws Exception {
        Bounds bounds = property.bounds().orElseThrow();
        ManagedBean owner = bean(property);
        String name = LimitAttributes.name(property);
        for (Object wrong : List.of(bounds.min() - 1, bounds.max() + 1, Long.MIN_VALUE, "many", 1.5)) {
            assertThatExceptionOfType(InvalidAttributeValueException.class)
                    .isThrownBy(() -> owner.set(name, wrong))
                    .withMessage(property.beanName() + " cannot be " + wrong + ": write a whole number from " + bounds
                            + ". It is still " + property.defaultValue());
            assertThat(owner.text(name)).isEqualTo(property.defaultValue());
        }
        owner.set(name, bounds.min());
        owner.set(name, bounds.max());
        assertThat(owner.get(name)).isEqualTo(bounds.max());
        assertThat(log.lines("POSTERN-1020")).hasSize(2);
    }

    /** Neither the bean that shares an address nor the adapter that starts anew has what was written for another one. */
    @Test
    void aChangeIsForOneBeanAndLastsAsLongAsIt() throws Exception {
        FakeBean bounces = server.bean("bounces");
        set(Property.MAX_WAITING_DELIVERIES, 7);
        set(Property.MAX_ERRORS, 8);
        set(Property.MAX_CONNECTIONS, 9);

        server.activate(bounces, forRecipients("*@bounces.example"));

        assertThat(ManagedBean.activation("bounces").get("MaxWaitingDeliveries"))
                .isEqualTo(1_000L);
        assertThat(ManagedBean.acceptor(server.port).get("MaxErrors")).isEqualTo(8L);
        server.adapter.stop();
        RunningServer.forgetWhatIsLeft();
        server.start();
        server.activate(bean);
        assertThat(ManagedBean.activation("orders").get("MaxWaitingDeliveries")).isEqualTo(1_000L);
        assertThat(ManagedBean.acceptor(server.port).get("MaxErrors")).isEqualTo(20L);
        assertThat(ManagedBean.only("Adapter", "adapter=*").get("MaxConnections"))
                .isEqualTo(5_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ipv4NetworkPrefix", "IoThreads", "MaxRememberedMessages", "Name", "Connections"})
    void whatIsStructureOrNoLimitCannotBeWritten(String attribute) throws Exception {
        ManagedBean adapter = ManagedBean.only("Adapter", "adapter=*");

        assertThatExceptionOfType(AttributeNotFoundException.class).isThrownBy(() -> adapter.set(attribute, 1L));
    }
}
