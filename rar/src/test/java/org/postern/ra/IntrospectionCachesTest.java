package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class IntrospectionCachesTest {
    private final IntrospectionCaches caches = new IntrospectionCaches(SmtpActivationSpec.class);
    private final ThreadGroup group = new ThreadGroup("a container's");
    private final ThreadGroup inner = new ThreadGroup(group, "one in it");

    @Test
    void eachGroupOfThreadsForgets() throws Exception {
        BeanInfo ofGroup = lookedUpIn(group);
        BeanInfo ofInner = lookedUpIn(inner);
        BeanInfo here = lookedUp();
        assertThat(lookedUpIn(group)).isSameAs(ofGroup);
        assertThat(lookedUpIn(inner)).isSameAs(ofInner);
        assertThat(lookedUp()).isSameAs(here);

        caches.forget();

        assertThat(lookedUp()).isNotSameAs(here);
        Awaitility.await().untilAsserted(() -> assertThat(lookedUpIn(group)).isNotSameAs(ofGroup));
        Awaitility.await().untilAsserted(() -> assertThat(lookedUpIn(inner)).isNotSameAs(ofInner));
    }

    private static BeanInfo lookedUpIn(ThreadGroup group) throws Exception {
        CompletableFuture<BeanInfo> info = new CompletableFuture<>();
        new Thread(group, () -> info.completeAsync(IntrospectionCachesTest::lookedUp, Runnable::run)).start();
        return info.get(10, TimeUnit.SECONDS);
    }

    private static BeanInfo lookedUp() {
        try {
            return Introspector.getBeanInfo(SmtpActivationSpec.class);
        } catch (IntrospectionException e) {
            throw new IllegalStateException(e);
        }
    }
}
