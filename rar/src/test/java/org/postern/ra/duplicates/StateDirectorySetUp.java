package org.postern.ra.duplicates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.ra.duplicates.StateFiles.StateFile;

/** A directory of files that outlive the process. */
@Timeout(60)
abstract class StateDirectorySetUp {
    static final byte[] OCTETS = "0123456789".getBytes(UTF_8);

    @TempDir
    Path temporary;

    Path directory;
    StateDirectory files;

    private Set<Object> marksBefore;

    @BeforeEach
    void prepare() {
        marksBefore = Set.copyOf(System.getProperties().keySet());
        directory = temporary.resolve("state");
        files = new StateDirectory(directory);
    }

    /** The number of a directory that is deleted is that of another one later, and a mark is by number. */
    @AfterEach
    void forgetMarks() {
        System.getProperties().keySet().retainAll(marksBefore);
    }

    StateFile take(String name) throws IOException {
        return files.take(name).orElseThrow();
    }

    Set<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    static URLClassLoader otherClassLoader() {
        URL ours = StateDirectory.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {ours}, ClassLoader.getPlatformClassLoader());
    }

    Optional<?> takeIn(ClassLoader other, String name) throws Exception {
        Class<?> same = other.loadClass(StateDirectory.class.getName());
        assertThat(same).isNotEqualTo(StateDirectory.class);
        Constructor<?> constructor = same.getDeclaredConstructor(Path.class);
        constructor.setAccessible(true);
        Method take = same.getDeclaredMethod("take", String.class);
        take.setAccessible(true);
        return (Optional<?>) take.invoke(constructor.newInstance(directory), name);
    }

    String inAnotherProcess(String name) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        TakeInAnotherProcess.class.getName(),
                        directory.toString(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            return String.valueOf(out.readLine());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
