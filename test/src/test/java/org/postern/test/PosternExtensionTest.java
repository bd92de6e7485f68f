package org.postern.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.postern.test.SenderReplyAssert.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postern.api.MailListener;

/** An extension in a static field serves all tests of a class, and those of classes in it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PosternExtensionTest {
    private static final TestMessage MAIL = TestMessage.from("ann@example.org");
    private static final List<Integer> PORTS = new ArrayList<>();

    @RegisterExtension
    static final PosternExtension POSTERN =
            PosternExtension.of((MailListener) message -> {}).property("maxHops", "100");

    @Test
    @Order(1)
    void aTestOfTheClass() {
        assertThat(POSTERN.deliver(MAIL)).isAccepted();
        PORTS.add(POSTERN.port());
    }

    @Test
    @Order(2)
    void anotherTestOfTheClassHasTheSameContainer() {
        assertThat(POSTERN.deliver(MAIL)).isAccepted();
        assertThat(PORTS).allMatch(port -> port == POSTERN.port());
    }

    @Nested
    class InTheClass {
        @Test
        void aTestOfAClassInItHasTheSameContainer() {
            assertThat(POSTERN.deliver(MAIL)).isAccepted();
            PORTS.add(POSTERN.port());
            assertThat(PORTS).containsOnly(POSTERN.port());
        }
    }

    @Test
    void anExtensionThatJUnitDoesNotKnowSaysSo() {
        PosternExtension forgotten = PosternExtension.of((MailListener) message -> {});

        assertThatIllegalStateException()
                .isThrownBy(forgotten::port)
                .withMessage("No test runs. Is @RegisterExtension at the field?");
    }
}
