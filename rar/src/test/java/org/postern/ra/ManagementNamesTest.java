package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What monitoring asks for is still there after a restart. */
@Timeout(60)
class ManagementNamesTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final List<Deployed> deployed = new ArrayList<>();

    private record Deployed(FakeBean bean, SmtpActivationSpec spec, String application) {}

    @AfterEach
    void stop() {
        server.close();
        log.close();
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, false, false", "1, true, false", "3, true, false", "1, false, true", "3, false, true"})
    void restartsChangeNoName(int times, boolean inAnotherOrder, boolean takenOver) throws Exception {
        server.adapter.setAdapterName("mail");
        server.start();
        deploy("shop", server.bean("orders"), "*@orders.example", server.listen());
        deploy("shop", server.bean("asked").asked(inquiry -> {}), "*@asked.example", server.listen());
        deploy("crm, 2", server.bean("everywhere"), "*", "smtp://[::1]:" + server.port);
        Set<String> before = names();

        for (int i = 0; i < times; i++) {
            server.adapter.stop();
            assertThat(names()).isEmpty();
            if (!takenOver) {
                RunningServer.forgetWhatIsLeft();
            }
            server.start();
            if (inAnotherOrder) {
                Collections.reverse(deployed);
            }
            for (Deployed one : takenOver ? List.<Deployed>of() : deployed) {
                activate(one);
            }
            assertThat(names()).isEqualTo(before);
        }
        assertThat(before)
                .containsExactlyInAnyOrder(
                        "type=Adapter,adapter=mail",
                        "type=History,adapter=mail",
                        "type=Activation,adapter=mail,application=shop,bean=" + FakeBean.class.getName(),
                        "type=Activation,adapter=mail,application=shop,bean=" + FakeBean.class.getName() + "$Asked",
                        "type=Activation,adapter=mail,application=\"crm, 2\",bean=" + FakeBean.class.getName(),
                        address("Acceptor", "127.0.0.1"),
                        address("Acceptor", "::1"),
                        address("LocalAddress", "127.0.0.1"),
                        address("LocalAddress", "::1"));
    }

    @Test
    void beansOfOneClassAreNumbered() throws Exception {
        server.start();
        deploy("shop", server.bean("one"), "one@example.com", server.listen());
        deploy("shop", server.bean("two"), "two@example.com", server.listen());
        deploy("shop", server.bean("three"), "three@example.com", server.listen());
        String bean = "type=Activation,adapter=postern,application=shop,bean=" + FakeBean.class.getName();
        assertThat(names()).contains(bean, bean + ",number=2", bean + ",number=3");

        Deployed second = deployed.get(1);
        server.adapter.endpointDeactivation(second.bean(), second.spec());

        assertThat(names()).contains(bean, bean + ",number=3").doesNotContain(bean + ",number=2");
        activate(second);
        assertThat(names()).contains(bean + ",number=2");
    }

    @Test
    void whereTheContainerDoesNotSayWhichApplicationItIsTheNameDoesWithoutIt() throws Exception {
        server.start();
        server.activate(server.bean("orders"));

        assertThat(names()).contains("type=Activation,adapter=postern,bean=" + FakeBean.class.getName());
        assertThat(ManagedBean.activation("orders").text("Application")).isEmpty();
    }

    @Test
    void anotherAdapterOfTheSameNameHasANumberAndIsToldHowToHaveAName() throws Exception {
        server.start();
        try (RunningServer second = inAnotherApplication();
                RunningServer third = inAnotherApplication()) {
            second.start();
            second.activate(second.bean("orders"));
            third.start();

            assertThat(names())
                    .contains(
                            "type=Adapter,adapter=postern",
                            "type=Adapter,adapter=postern-2",
                            "type=Activation,adapter=postern-2,bean=" + FakeBean.class.getName(),
                            "type=Adapter,adapter=postern-3");
            assertThat(log.lines("POSTERN-1051"))
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("called postern:", "say postern-2", "adapterName");
        }
        assertThat(names()).containsExactlyInAnyOrder("type=Adapter,adapter=postern", "type=History,adapter=postern");
    }

    @Test
    void adaptersWithNamesOfTheirOwnHaveThemInWhateverOrderTheyStart() throws Exception {
        server.adapter.setAdapterName("in");
        try (RunningServer other = new RunningServer()) {
            other.adapter.setAdapterName("out");
            other.start();
            server.start();

            assertThat(names())
                    .containsExactlyInAnyOrder(
                            "type=Adapter,adapter=in",
                            "type=History,adapter=in",
                            "type=Adapter,adapter=out",
                            "type=History,adapter=out");
            assertThat(log.lines("POSTERN-1051")).isEmpty();
        }
    }

    /** Beans move to the next adapter before or after the first one has stopped. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void anAdapterThatStartsBeforeItsPredecessorHasEndedHasItsNameThen(boolean movedBefore, boolean ended)
            throws Exception {
        server.adapter.setAdapterName("mail");
        server.start();
        deploy("shop", server.bean("orders"), "*", server.listen());
        Set<String> before = names();
        Deployed orders = deployed.get(0);
        SmtpResourceAdapter next = new SmtpResourceAdapter();
        next.setAdapterName("mail");
        next.setListen(server.listen());
        next.setStateDirectory(server.adapter.getStateDirectory());
        next.start(new FakeContainer(server.workManager, server.transactions));
        try {
            if (ended) {
                server.adapter.endpointDeactivation(orders.bean(), orders.spec());
            }
            if (movedBefore) {
                FakeNaming.inside("shop", () -> next.endpointActivation(orders.bean(), orders.spec()));
            }
            server.adapter.stop();
            if (!movedBefore) {
                FakeNaming.inside("shop", () -> next.endpointActivation(orders.bean(), orders.spec()));
            }

            await().untilAsserted(() -> assertThat(names()).isEqualTo(before));
            assertThat(log.lines("POSTERN-1051")).isEmpty();
        } finally {
            next.stop();
        }
    }

    /** Each application has its adapter in a class loader of its own. */
    private static RunningServer inAnotherApplication() {
        return new RunningServer(
                FakeSecurity.none(), new SmtpResourceAdapter(Surroundings.real(), new ActivationHandover()));
    }

    private String address(String type, String ip) {
        return "type=%s,adapter=mail,scheme=smtp,address=\"%s\",port=%d".formatted(type, ip, server.port);
    }

    private void deploy(String application, FakeBean bean, String recipients, String listen) throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(recipients);
        spec.setListen(listen);
        spec.setResourceAdapter(server.adapter);
        Deployed one = new Deployed(bean, spec, application);
        deployed.add(one);
        activate(one);
    }

    private void activate(Deployed one) throws Exception {
        FakeNaming.inside(one.application(), () -> server.adapter.endpointActivation(one.bean(), one.spec()));
    }

    private static Set<String> names() {
        try {
            return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("org.postern:*"), null).stream()
                    .map(name -> name.toString().replaceFirst("^org.postern:", ""))
                    .collect(Collectors.toSet());
        } catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }
}
