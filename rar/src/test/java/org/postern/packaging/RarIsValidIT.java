package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jca.validator.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the Connectors specification that can be checked without a server. */
class RarIsValidIT {
    @Test
    void theValidatorFindsNothing(@TempDir Path reports) throws IOException {
        int result = validate(reports);

        assertThat(result)
                .as(() -> "the validator (0 valid, 1 invalid, 2 could not read it) reports: " + textOf(reports))
                .isZero();
    }

    private static int validate(Path reports) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new OnlyTheContainer(before));
        try {
            return Validation.validate(BuiltRar.path().toUri().toURL(), reports.toString());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String textOf(Path reports) {
        try (Stream<Path> files = Files.list(reports)) {
            return files.map(RarIsValidIT::read).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path report) {
        try {
            return Files.readString(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hides what the RAR has to bring itself; otherwise the class path of this test would stand in for it. */
    private static final class OnlyTheContainer extends ClassLoader {
        OnlyTheContainer(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean ours = name.startsWith("org.postern.") && !name.startsWith("org.postern.api.");
            if (ours || name.startsWith("io.netty.")) {
                throw new ClassNotFoundException(name + " is not in the RAR");
            }
            return super.loadClass(name, resolve);
        }
    }
}
