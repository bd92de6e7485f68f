package org.postern.net;

import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class LateClassesTest {
    @Test
    void areThere() {
        for (String name : LateClasses.NAMES) {
            assertThatNoException()
                    .as(name)
                    .isThrownBy(() -> Class.forName(name, false, LateClasses.class.getClassLoader()));
        }
    }
}
