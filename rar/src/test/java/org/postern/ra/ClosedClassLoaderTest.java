package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.runtime.ObjectMethods;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/** Payara closes the class loader of an application that it refuses, and stops the adapter after that. */
@Timeout(60)
class ClosedClassLoaderTest {
    @TempDir
    Path directory;

    /** A container may end the beans before it stops the adapter, or not. */
    @ParameterizedTest
    @EnumSource
    void aDeploymentThatIsGivenUpLeavesNothing(GivenUpStage stage) throws Exception {
        ClosingClassLoader loader = new ClosingClassLoader();
        List<String> refused = loader.refused();
        boolean deactivates = stage.name().hashCode() % 2 == 0;
        deployment(loader, stage, deactivates).accept(loader::close);

        WeakReference<ClassLoader> gone = new WeakReference<>(loader);
        loader = null;
        compareRecords();
        await().until(() -> {
            System.gc();
            return gone.get() == null;
        });
        assertThat(refused)
                .filteredOn(name -> !name.startsWith("org.bouncycastle."))
                .isEmpty();
    }

    @Test
    void allOfTheAdapterIsLoadedWhenItStarts() {
        JavaClasses own = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> location.contains("/rar/"))
                .withImportOption(
                        location -> !location.contains("/org/postern/boring/")) // Copied, and loaded elsewhere.
                .importPackages("org.postern");

        assertThat(ReachableClasses.load().loaded())
                .containsAll(own.stream()
                        .map(one -> one.getName().replace('.', '/'))
                        .filter(name -> !name.endsWith("/package-info"))
                        .toList());
        assertThat(ReachableClasses.load().missing()).noneMatch(name -> name.startsWith("org/postern/"));
    }

    /** WildFly logs a stack trace for each class that cannot be linked, and Netty has some. */
    @Test
    void nothingIsLoadedThatExtendsWhatIsNotThere() throws Exception {
        ClosingClassLoader loader = new ClosingClassLoader();

        Class<?> initialized = Class.forName(ReachableClasses.class.getName(), true, loader);

        assertThat(initialized).isNotNull();
        assertThat(loader.unlinkable()).isEmpty();
    }

    @Test
    void withoutItsApiItSaysWhereThatBelongs() throws Exception {
        ClassLoader loader = new ClosingClassLoader("org.postern.api.RecipientAware");
        ResourceAdapter adapter = (ResourceAdapter) loader.loadClass(SmtpResourceAdapter.class.getName())
                .getDeclaredConstructor()
                .newInstance();

        assertThatExceptionOfType(ResourceAdapterInternalException.class)
                .isThrownBy(() -> adapter.start(new FakeContainer(new ThreadWorkManager(), new FakeTransactions())))
                .withMessageContaining("it cannot see org.postern.api.RecipientAwareMailListener: put postern-api.jar")
                .withMessageContaining("lib/ of the EAR");
        adapter.stop();
    }

    @SuppressWarnings("unchecked")
    private Consumer<Runnable> deployment(ClassLoader loader, GivenUpStage stage, boolean deactivates)
            throws ReflectiveOperationException {
        Constructor<?> constructor = loader.loadClass(GivenUpDeployment.class.getName())
                .getDeclaredConstructor(String.class, Boolean.class, Path.class, Path.class);
        constructor.setAccessible(true); // It is not in this package, whatever its name says.
        return (Consumer<Runnable>)
                constructor.newInstance(stage.name(), deactivates, keys("keys.p12", "mx"), keys("other.p12", "other"));
    }

    /** Java 17 keeps, in a method handle of its own, the types in the last record that was compared for the first time. */
    private static void compareRecords() throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle getter = lookup.findGetter(Compared.class, "list", List.class);
        MethodType equals = MethodType.methodType(boolean.class, Compared.class, Object.class);
        try {
            assertThat(ObjectMethods.bootstrap(lookup, "equals", equals, Compared.class, "list", getter))
                    .isNotNull();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private record Compared(List<?> list) {}

    private Path keys(String name, String alias) {
        return TestKeyStore.pkcs12().key(alias, TestCertificates.EC).write(directory.resolve(name));
    }
}
