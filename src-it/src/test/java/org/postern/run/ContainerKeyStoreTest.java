package org.postern.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerKeyStoreTest {
    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        System.clearProperty("javax.net.ssl.keyStore");
        System.clearProperty("javax.net.ssl.keyStorePassword");
    }

    @Test
    void noKeyStoreIsFine() {
        assertThatCode(ContainerKeyStore::check).doesNotThrowAnyException();
    }

    @Test
    void aKeyStoreThatOpensIsFine() throws Exception {
        DevelopmentKeyStore.in(directory, Clock.systemUTC()).forThisJvm().forEach(System::setProperty);

        assertThatCode(ContainerKeyStore::check).doesNotThrowAnyException();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        System.setProperty(
                "javax.net.ssl.keyStore", directory.resolve("typo.p12").toString());

        assertThatThrownBy(ContainerKeyStore::check)
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessageContaining("typo.p12: there is no such file");
    }

    @Test
    void aWrongPasswordIsSaid() throws Exception {
        DevelopmentKeyStore.in(directory, Clock.systemUTC()).forThisJvm().forEach(System::setProperty);
        System.setProperty("javax.net.ssl.keyStorePassword", "wrong");

        assertThatThrownBy(ContainerKeyStore::check)
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessageContaining("password was incorrect");
    }
}
