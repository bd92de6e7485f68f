package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApplicationNameTest {
    @AfterEach
    void uninstall() {
        KeyStoreNaming.uninstall();
    }

    @Test
    void isUnknownWithoutANamingService() {
        assertThat(ApplicationName.current()).isEmpty();
    }

    /** An activation needs no name to work. */
    @Test
    void isUnknownWhateverTheNamingServiceThrows() {
        KeyStoreNaming.install();
        assertThat(ApplicationName.current()).isEmpty();
        KeyStoreNaming.onLookup(() -> {
            throw new IllegalStateException("odd");
        });
        assertThat(ApplicationName.current()).isEmpty();
        KeyStoreNaming.onLookup(() -> {
            throw new NoClassDefFoundError("com/example/Naming");
        });
        assertThat(ApplicationName.current()).isEmpty();
    }
}
