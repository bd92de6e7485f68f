package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bean says in every console what it means, without the documentation beside it. */
@Timeout(30)
class DescriptionsTest {
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
        server.activate(server.bean("orders"));
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Adapter", "Activation", "Acceptor", "LocalAddress", "History"})
    void beansAttributesOperationsAndParametersAreDescribed(String type) throws Exception {
        MBeanInfo info = info(type);

        assertThat(info.getDescription()).matches("[A-Z].*\\.");
        List<MBeanFeatureInfo> features = Stream.<MBeanFeatureInfo>concat(
                        Stream.concat(Arrays.stream(info.getAttributes()), Arrays.stream(info.getOperations())),
                        Arrays.stream(info.getOperations()).flatMap(one -> Arrays.stream(one.getSignature())))
                .toList();
        assertThat(features).isNotEmpty().allSatisfy(feature -> {
            assertThat(feature.getDescription())
                    .as(feature.getName())
                    .endsWith(".")
                    .hasSizeGreaterThan(feature.getName().length())
                    .isNotEqualTo(feature.getName());
            assertThat(feature.getName()).doesNotMatch("p\\d+");
        });
    }

    @Test
    void parametersHaveNames() throws Exception {
        assertThat(Arrays.stream(info("LocalAddress").getOperations())
                        .filter(operation -> operation.getName().equals("explain"))
                        .flatMap(operation -> Arrays.stream(operation.getSignature()))
                        .map(MBeanFeatureInfo::getName))
                .containsExactly("address", "port");
    }

    /** Exporters take numbers and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"Adapter", "Activation", "Acceptor", "LocalAddress"})
    void whereverThereIsAYesOrNoThereIsANumberToo(String type) throws Exception {
        Set<String> numbers = Set.of("TlsRequired", "TlsOffered", "Open", "Running");
        List<String> attributes = Arrays.stream(info(type).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toList();
        for (String yesOrNo : List.of("Required", "StartTls", "State")) {
            if (attributes.contains(yesOrNo)) {
                assertThat(attributes).as(yesOrNo).containsAnyElementsOf(numbers);
            }
        }
        assertThat(Arrays.stream(info(type).getAttributes())
                        .filter(one -> one.getType().equals("boolean"))
                        .map(MBeanAttributeInfo::getName))
                .isSubsetOf("Required");
    }

    @Test
    void theNumberBesideAStateFollowsIt() throws Exception {
        ManagedBean acceptor = ManagedBean.acceptor(server.port);
        ManagedBean activation = ManagedBean.activation("orders");
        assertThat(List.of(acceptor.get("Open"), activation.get("Running"))).containsExactly(1, 1);

        activation.pause();

        assertThat(List.of(acceptor.get("Open"), activation.get("Running"))).containsExactly(0, 0);
        assertThat(ManagedBean.only("LocalAddress", "port=" + server.port).get("TlsOffered"))
                .isEqualTo(0);
    }

    private MBeanInfo info(String type) throws Exception {
        Set<ObjectName> names = beans.queryNames(new ObjectName("org.postern:type=" + type + ",*"), null);
        assertThat(names).hasSize(1);
        return beans.getMBeanInfo(names.iterator().next());
    }
}
