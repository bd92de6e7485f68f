package org.postern.net;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LateClassesTest {
    @Test
    void areThere() {
        Stream.concat(LateClasses.NAMES.stream(), LateClasses.EVENTS.stream()).forEach(name -> assertThatNoException()
                .as(name)
                .isThrownBy(() -> Class.forName(name, false, LateClasses.class.getClassLoader())));
    }
}
