package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Set;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A container stops the adapter on one thread while it is starting it on another: nothing runs on. */
@Timeout(30)
class StopDuringStartTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    @Test
    void whatWasStoppedWhileItStartedDoesNotRun() throws Exception {
        Set<ObjectName> before = beans();

        assertThatThrownBy(() -> server.adapter.start(stoppedInTheMiddle()))
                .isInstanceOf(ResourceAdapterInternalException.class)
                .hasMessageContaining("stopped meanwhile");

        assertThat(beans()).isEqualTo(before);
        assertThat(log.lines("POSTERN-1002")).hasSize(1);
    }

    @Test
    void itCanBeStartedAgain() throws Exception {
        assertThatThrownBy(() -> server.adapter.start(stoppedInTheMiddle()))
                .isInstanceOf(ResourceAdapterInternalException.class);

        server.start();
        server.activate(server.bean("orders"));

        assertThat(server.send("x\r\n")).startsWith("250");
    }

    private BootstrapContext stoppedInTheMiddle() {
        FakeContainer container = new FakeContainer(server.workManager, server.transactions);
        return (BootstrapContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BootstrapContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getTransactionSynchronizationRegistry")) {
                        server.adapter.stop();
                    }
                    return method.invoke(container, arguments);
                });
    }

    private static Set<ObjectName> beans() throws Exception {
        return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("org.postern:*"), null);
    }
}
