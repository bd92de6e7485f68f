package org.postern.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the files of loaded classes are read. */
class ClassFilesTest {
    private final ClassFiles files = new ClassFiles();

    /** In a directory, in an archive, and in the JDK. */
    @ParameterizedTest
    @ValueSource(classes = {ClassFiles.class, ByteBuf.class, String.class})
    void aClassRefersToItsOwnSuperclass(Class<?> one) throws Exception {
        try (files) {
            assertThat(references(one)).contains("java/lang/Object");
        }
    }

    /** Payara's class loader keeps all that it has given. */
    @ParameterizedTest
    @ValueSource(classes = {ClassFiles.class, ByteBuf.class})
    void noClassLoaderIsAskedForWhatCanBeReadWithoutIt(Class<?> one) throws Exception {
        CountingClassLoader loader = new CountingClassLoader(location(one));

        try (files) {
            assertThat(references(loader.loadClass(one.getName()))).isEqualTo(references(one));
        }

        assertThat(loader.given).isZero();
    }

    /** No place at all; one that is in no file system; one that is gone by now; none that could be a path. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "http://localhost/postern.jar", "file:/gone/since/then.jar", "file:/with a space/postern.jar"
            })
    void theClassLoaderIsAskedOtherwise(String place) throws Exception {
        CountingClassLoader loader = new CountingClassLoader(place.isEmpty() ? null : new URL(place));

        try (files) {
            assertThat(references(loader.loadClass(ClassFiles.class.getName())))
                    .isEqualTo(references(ClassFiles.class));
        }

        assertThat(loader.given).isEqualTo(1);
    }

    @Test
    void theClassLoaderIsAskedForWhatLiesDeeper() throws Exception {
        CountingClassLoader loader = new CountingClassLoader(location(ByteBuf.class));

        try (files) {
            assertThat(references(loader.loadClass(ClassFiles.class.getName())))
                    .isEqualTo(references(ClassFiles.class));
        }

        assertThat(loader.given).isEqualTo(1);
    }

    @Test
    void whatIsNoClassFileRefersToNothing() throws Exception {
        CountingClassLoader loader = new CountingClassLoader(null);
        loader.answer = new byte[] {1, 2, 3};

        try (files) {
            assertThat(references(loader.loadClass(ClassFiles.class.getName()))).isEmpty();
        }
    }

    private Set<String> references(Class<?> of) {
        return files.of(of).map(ClassFile::references).orElse(Set.of());
    }

    private static URL location(Class<?> of) {
        return of.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Defines its classes as if they came from one place. */
    private static final class CountingClassLoader extends ClassLoader {
        private final @Nullable URL place;
        private byte @Nullable [] answer;
        private int given;

        CountingClassLoader(@Nullable URL place) {
            super(CountingClassLoader.class.getClassLoader());
            this.place = place;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(ClassFiles.class.getName()) && !name.equals(ByteBuf.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] octets = file.readAllBytes();
                ProtectionDomain domain =
                        place == null ? null : new ProtectionDomain(new CodeSource(place, (Certificate[]) null), null);
                return defineClass(name, octets, 0, octets.length, domain);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            given++;
            return answer == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(answer);
        }
    }
}
