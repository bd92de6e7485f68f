package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.management.ObjectName;
import javax.management.RuntimeErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeansTest {
    private static final String BEAN = "org.postern:type=Activation,adapter=shop,bean=A";

    private final StandIns adapter = new StandIns();

    @Test
    void aBeanIsPausedAndResumed() throws Exception {
        StandIns.Pausable bean = new StandIns.Pausable();
        adapter.register("Activation,adapter=shop,bean=A", bean);

        adapter.beans.act(BEAN, "pause");
        assertThat(bean.getState()).isEqualTo("PAUSED");
        adapter.beans.act(BEAN, "resume");
        assertThat(bean.getState()).isEqualTo("RUNNING");
    }

    @Test
    void keyStoresAreReadAgain() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);

        adapter.beans.act(adapter.beans.names("LocalAddress").get(0).getCanonicalName(), "reload");

        assertThat(address.reloads).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            java.lang:type=Memory                             | gc     | 400 | no bean of an adapter
            org.postern:type=Activation,*                     | pause  | 400 | no bean of an adapter
            no name                                           | pause  | 400 | no name of a bean
            org.postern:type=Activation,adapter=shop,bean=A   | reload | 400 | cannot be done
            org.postern:adapter=shop                          | pause  | 400 | cannot be done
            org.postern:type=Adapter,adapter=shop             | pause  | 400 | cannot be done
            org.postern:type=Activation,adapter=shop,bean=Not | pause  | 404 | not there any more
            """)
    void nothingElseIsCalled(String name, String action, int status, String sentence) throws Exception {
        adapter.register("Activation,adapter=shop,bean=A", new StandIns.Pausable());

        assertThatThrownBy(() -> adapter.beans.act(name, action))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(status))
                .hasMessageContaining(sentence);
    }

    @Test
    void whatTheAdapterRefusesIsSaidInItsOwnWords() throws Exception {
        adapter.address("192.0.2.1", 25);
        ObjectName name = adapter.beans.names("LocalAddress").get(0);

        assertThat(adapter.beans.invoke(name, "explain", List.of("192.0.2.9", 25)))
                .isEqualTo("At 192.0.2.9:25");
        assertThatThrownBy(() -> adapter.beans.invoke(name, "explain", List.of("192.0.2.9", 0)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("No port: 0");
        assertThatThrownBy(() -> adapter.beans.invoke(name, "whatIf", List.of()))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(501));
    }

    /** The operation is there: what has happened is for the log. */
    @Test
    void anErrorWithinTheAdapterIsThrownAsItComes() throws Exception {
        ObjectName name = adapter.register("History,adapter=shop", new StandIns.Failing(new InternalError("broken")));

        assertThatThrownBy(() -> adapter.beans.invoke(name, "find", List.of("x")))
                .isInstanceOf(RuntimeErrorException.class)
                .hasRootCauseInstanceOf(InternalError.class);
    }

    @Test
    void keysOfNamesHaveNoQuotes() throws Exception {
        adapter.address("2001:db8::1", 25);

        assertThat(adapter.beans.ofType("LocalAddress").get(0).key("address")).isEqualTo("2001:db8::1");
    }
}
