package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.ResourceAdapterInternalException;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A container restarts the adapter because a property was changed, and forgets the beans, as Payara and GlassFish do. */
@Timeout(30)
class RestartTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final FakeBean bean = server.bean("orders");
    private SmtpResourceAdapter next = adapter();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        next.stop();
        server.close();
        log.close();
    }

    /** Payara does both on one thread. */
    @Test
    void whatIsEndedRightBeforeTheStopGoesOnWithTheNewProperties() throws Exception {
        SmtpActivationSpec spec = server.activate(bean);
        server.adapter.endpointDeactivation(bean, spec);
        server.adapter.stop();
        assertThat(RunningServer.isFree(server.port)).isTrue();

        next.setMaxMessageBytes("10");
        start(next);

        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(server.send("more than ten octets\r\n")).startsWith("552");
        assertThat(bean.received()).containsExactly("x\r\n");
        assertThat(log.lines("POSTERN-1005")).singleElement().asString().contains("(orders)");
    }

    /** After the first time Payara does not know the beans any more, and ends none. */
    @Test
    void whatIsNotEndedAtAllGoesOnToo() throws Exception {
        server.activate(bean);
        server.adapter.stop();
        start(next);
        assertThat(server.send("x\r\n")).startsWith("250");
        next.stop();

        next = adapter();
        start(next);

        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(bean.received()).hasSize(2);
    }

    @Test
    void whatWasTakenOverCanBeUndeployed() throws Exception {
        SmtpActivationSpec spec = server.activate(bean);
        server.adapter.stop();
        start(next);

        next.endpointDeactivation(bean, spec);

        assertThat(RunningServer.isFree(server.port)).isTrue();
    }

    @Test
    void whatWasUndeployedBeforeStaysSo() throws Exception {
        SmtpActivationSpec spec = server.activate(bean);
        Thread undeployment = new Thread(() -> server.adapter.endpointDeactivation(bean, spec));
        undeployment.start();
        undeployment.join();
        server.adapter.stop();

        start(next);

        assertThat(RunningServer.isFree(server.port)).isTrue();
        assertThat(log.lines("POSTERN-1005")).isEmpty();
    }

    @Test
    void aContainerThatActivatesABeanItselfIsNotDisturbed() throws Exception {
        server.activate(bean);
        server.adapter.stop();
        start(next);
        FakeBean again = server.bean("orders");

        next.endpointActivation(again, new SmtpActivationSpec());

        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(bean.received()).isEmpty();
        assertThat(again.received()).hasSize(1);
    }

    @Test
    void anAdapterThatIsRefusedWithoutAFormerOneHasNoBeansToMention() {
        server.adapter.stop();
        next.setMaxErrors("many");

        assertThatExceptionOfType(ResourceAdapterInternalException.class).isThrownBy(() -> start(next));

        assertThat(log.lines("POSTERN-1007")).isEmpty();
    }

    @Test
    void anActivationThatTheNewPropertiesDoNotAllowIsToldAndGoesOnWhenTheyDo() throws Exception {
        FakeBean other = server.bean("other");
        server.activate(bean, recipients("*@orders.example"));
        server.adapter.stop();
        next.setRecipients("*@other.example");
        start(next);
        next.endpointActivation(other, new SmtpActivationSpec());
        next.stop();

        next = adapter();
        next.setRecipients("*");
        start(next);

        assertThat(log.lines("POSTERN-1006"))
                .singleElement()
                .asString()
                .contains("takes no mail any more", "both want mail for the same recipients");
        next.stop();
        next = adapter();
        next.setRecipients("*@other.example");
        start(next);
        assertThat(ManagedBean.activation("orders").text("State")).isEqualTo("RUNNING");
        assertThat(ManagedBean.activation("other").text("State")).isEqualTo("RUNNING");
    }

    /** It could not go on, and the container has not forgotten it: it is the container's to say when it ends. */
    @Test
    void whatWasRefusedAndUndeployedSinceDoesNotComeBack() throws Exception {
        restart("copy");
        FakeBean other = server.bean("other");
        next.endpointActivation(bean, new SmtpActivationSpec());
        SmtpActivationSpec spec = new SmtpActivationSpec();
        next.endpointActivation(other, spec);
        restart("refuse");
        assertThat(log.lines("POSTERN-1006")).singleElement().asString().contains("(other)");
        SmtpResourceAdapter current = next;
        Thread undeployment = new Thread(() -> current.endpointDeactivation(other, spec));
        undeployment.start();
        undeployment.join();

        restart("copy");

        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(bean.received()).hasSize(1);
        assertThat(other.received()).isEmpty();
    }

    @Test
    void whatWasRefusedAndActivatedByTheContainerSinceGoesOnOnce() throws Exception {
        restart("copy");
        FakeBean other = server.bean("other");
        next.endpointActivation(bean, recipients("*@orders.example"));
        next.endpointActivation(other, recipients("*@orders.example"));
        restart("refuse");
        FakeBean again = server.bean("other");
        next.endpointActivation(again, recipients("*@other.example"));
        assertThat(log.lines("POSTERN-1006")).singleElement().asString().contains("(other)");

        restart("copy");

        assertThat(log.lines("POSTERN-1006")).hasSize(1);
        assertThat(ManagedBean.activation("orders").text("State")).isEqualTo("RUNNING");
        assertThat(ManagedBean.activation("other").text("State")).isEqualTo("RUNNING");
        assertThat(log.lines("POSTERN-1005")).hasSize(3);
    }

    /** On one thread, as a container may that redeploys. */
    @Test
    void whatHasEndedAndBegunAgainGoesOnOnce() throws Exception {
        SmtpActivationSpec spec = server.activate(bean);
        server.adapter.endpointDeactivation(bean, spec);
        FakeBean again = server.bean("orders");
        server.activate(again);
        server.adapter.stop();

        start(next);

        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(again.received()).hasSize(1);
        assertThat(log.lines("POSTERN-1006")).isEmpty();
    }

    @Test
    void adaptersThatRunAtTheSameTimeLeaveEachOtherNothing() throws Exception {
        try (RunningServer other = new RunningServer().start()) {
            server.activate(bean);
            server.adapter.stop();

            start(next);

            assertThat(RunningServer.isFree(server.port)).isTrue();
            assertThat(log.lines("POSTERN-1008")).singleElement().asString().contains("(orders)");
            next.stop();
            assertThat(RunningServer.isFree(other.port)).isTrue();
        }
    }

    @Test
    void anApplicationThatIsGoneIsNotKept() throws Exception {
        WeakReference<FakeBean> gone = activateAndForget(new SmtpActivationSpec());
        server.adapter.stop();

        awaitGone(gone);
        start(next);
        assertThat(RunningServer.isFree(server.port)).isTrue();
    }

    @Test
    void norIsOneThatWasTakenOverAndIsUndeployedThen() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        WeakReference<FakeBean> gone = takeOverAndForget(spec);

        next.endpointDeactivation(gone.get(), spec);

        awaitGone(gone);
    }

    /** The container has made a new factory for the bean. */
    @Test
    void norIsOneThatHasMadeWay() throws Exception {
        WeakReference<FakeBean> gone = takeOverAndForget(new SmtpActivationSpec());

        next.endpointActivation(server.bean("undeployed"), new SmtpActivationSpec());

        awaitGone(gone);
        assertThat(server.send("x\r\n")).startsWith("250");
    }

    private static void awaitGone(WeakReference<FakeBean> bean) {
        await().until(() -> {
            System.gc();
            return bean.get() == null;
        });
    }

    private WeakReference<FakeBean> takeOverAndForget(SmtpActivationSpec spec) throws Exception {
        FakeBean undeployed = new FakeBean(new FakeTransactions()).named("undeployed");
        server.activate(undeployed, spec);
        server.adapter.stop();
        start(next);
        assertThat(log.lines("POSTERN-1005")).hasSize(1);
        return new WeakReference<>(undeployed);
    }

    private WeakReference<FakeBean> activateAndForget(SmtpActivationSpec spec) throws Exception {
        FakeBean undeployed = new FakeBean(new FakeTransactions()).named("undeployed");
        server.activate(undeployed, spec);
        return new WeakReference<>(undeployed);
    }

    private void restart(String overlap) throws ResourceAdapterInternalException {
        server.adapter.stop();
        next.stop();
        next = adapter();
        next.setOverlap(overlap);
        start(next);
    }

    private void start(SmtpResourceAdapter adapter) throws ResourceAdapterInternalException {
        adapter.start(new FakeContainer(server.workManager, server.transactions));
    }

    /** As the container makes it: another instance, configured anew. */
    private SmtpResourceAdapter adapter() {
        SmtpResourceAdapter adapter = new SmtpResourceAdapter();
        adapter.setHostName("mail.example.org");
        adapter.setListen(server.listen());
        adapter.setIoThreads("2");
        adapter.setDuplicateWindowSeconds("0");
        return adapter;
    }

    private static SmtpActivationSpec recipients(String patterns) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(patterns);
        return spec;
    }
}
