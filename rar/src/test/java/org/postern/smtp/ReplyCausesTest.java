package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever counts replies by their causes has an end of them: nothing of a single message, host or peer is in them. */
class ReplyCausesTest {
    static Stream<Method> repliesWithSomethingInThem() {
        return Arrays.stream(Replies.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == Reply.class && method.getParameterCount() > 0)
                .filter(method -> !List.of("greeting", "challenge", "ofHost").contains(method.getName()));
    }

    @ParameterizedTest
    @MethodSource("repliesWithSomethingInThem")
    void theCauseIsTheSameWhateverIsInTheText(Method factory) throws Exception {
        Reply one = with(factory, "one", 1L);
        Reply other = with(factory, "other", 2L);

        assertThat(one.toString()).isNotEqualTo(other.toString());
        assertThat(one.cause()).isEqualTo(other.cause()).startsWith(one.codes() + " ");
        assertThat(one.cause().length()).isGreaterThan(one.codes().length() + 3);
    }

    @Test
    void whatABeanSaysIsNotPartOfTheCause() {
        assertThat(Reply.withForeignText(550, "5.7.1", "no, " + "x".repeat(1_000))
                        .cause())
                .isEqualTo("550 5.7.1 said by the bean");
    }

    @Test
    void theCauseStaysWhenTextIsAddedAndCanBeAnotherThanWhatThePeerHears() {
        Reply reply = Replies.notDelivered("m-1").because("rolled back");

        assertThat(reply.cause()).isEqualTo("451 4.3.0 rolled back");
        assertThat(reply.with("(c-1)").cause()).isEqualTo("451 4.3.0 rolled back");
        assertThat(reply.toString()).isEqualTo(Replies.notDelivered("m-1").toString());
    }

    private static Reply with(Method factory, String text, long number) throws Exception {
        factory.setAccessible(true);
        Object[] arguments = Arrays.stream(factory.getParameterTypes())
                .map(type -> type == String.class ? (Object) text : number)
                .toArray();
        return (Reply) factory.invoke(null, arguments);
    }
}
