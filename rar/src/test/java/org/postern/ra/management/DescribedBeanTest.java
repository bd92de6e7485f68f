package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.concurrent.FastThreadLocal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DescribedBeanTest {
    private final FastThreadLocal<String> memory = new FastThreadLocal<>();
    private final DescribedBean bean = DescribedBean.of(ActsMXBean.class, new Acts());

    /** What consoles see. */
    public interface ActsMXBean {
        String act();

        void fail();
    }

    private final class Acts implements ActsMXBean {
        @Override
        public String act() {
            memory.set("of this deployment");
            return memory.get();
        }

        @Override
        public void fail() {
            memory.set("of this deployment");
            throw new IllegalStateException("failed");
        }
    }

    @AfterEach
    void forget() {
        memory.remove();
    }

    /** The thread is a console's and outlives the adapter: what stays there keeps the class loader of the deployment. */
    @Test
    void anOperationLeavesNothingOnItsThread() throws Exception {
        assertThat(bean.invoke("act", new Object[0], new String[0])).isEqualTo("of this deployment");

        assertThat(memory.getIfExists()).isNull();
    }

    @Test
    void anOperationThatFailsLeavesNothingThereEither() {
        assertThatThrownBy(() -> bean.invoke("fail", new Object[0], new String[0]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("failed");

        assertThat(memory.getIfExists()).isNull();
    }
}
