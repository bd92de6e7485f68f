package org.postern.net;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postern.classes.ClassJar;

/**
 * BoringSSL as it is loaded once in a JVM, by the first adapter that wants it, for all that come later. It stays until the JVM ends:
 * each thread that has called it, and be it the container's, calls it again when it ends (it frees what it has for a thread), and
 * that ends the process if the library is not there any more, as it would not be once the class loader of an adapter that has gone
 * is collected. So it has a class loader of its own, with copies of the classes that it needs, and none of ours.
 *
 * @param provider the room {@code boring}, which only the JDK's types are exchanged with
 */
record BoringLibrary(Provider provider) {
    private static final String PROVIDER = "org/postern/boring/BoringProvider";

    /** Those that only the library asks for, by name. All others are reached from the provider. */
    private static final List<String> OF_THE_LIBRARY = Stream.of(
                    "Buffer",
                    "CertificateCallbackTask",
                    "CertificateVerifierTask",
                    "NativeStaticallyReferencedJniMethods",
                    "SSLCredential",
                    "SSLPrivateKeyMethodDecryptTask",
                    "SSLPrivateKeyMethodSignTask",
                    "SSLPrivateKeyMethodTask",
                    "SSLSession",
                    "SSLTask")
            .map("io/netty/internal/tcnative/"::concat)
            .toList();

    private static final List<String> COPIED = List.of("org/postern/boring/", "io/netty/");

    /** With a digest of the jar: adapters of one version share it. A copy of another can be used beside it: none sees the other. */
    private static final String NAME = "Postern-BoringSSL-";

    /**
     * Finds it, or loads it. Blocks meanwhile.
     *
     * @throws IOException if the copies cannot be written to the directory for temporary files
     */
    @SuppressWarnings("LockOnNonEnclosingClassLiteral") // On one that all class loaders share.
    static BoringLibrary find() throws IOException {
        Path jar = Files.createTempFile("postern-boringssl", ".jar");
        try {
            ClassLoader own = BoringLibrary.class.getClassLoader();
            String name = NAME + new ClassJar(own, COPIED).write(jar, roots(), libraries());
            synchronized (Provider.class) {
                Provider known = Security.getProvider(name);
                return new BoringLibrary(known == null ? load(jar, name) : known);
            }
        } finally {
            deleteSoon(jar);
        }
    }

    private static List<String> roots() {
        List<String> roots = new ArrayList<>(OF_THE_LIBRARY);
        roots.add(PROVIDER);
        return roots;
    }

    private static List<String> libraries() {
        String name = "netty_tcnative_" + PlatformDependent.normalizedOs() + "_" + PlatformDependent.normalizedArch();
        return Stream.of("lib" + name + ".so", "lib" + name + ".jnilib", name + ".dll")
                .map("META-INF/native/"::concat)
                .toList();
    }

    /** The class loader is never closed, nor is the provider removed: they are to stay. */
    private static Provider load(Path jar, String name) throws IOException {
        try {
            Provider provider = (Provider) classLoader(jar)
                    .loadClass(PROVIDER.replace('/', '.'))
                    .getConstructor(String.class)
                    .newInstance(name);
            Security.addProvider(provider);
            return provider;
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    /**
     * Until Java 24 a class loader remembers which code has called its constructor, directly or not, and with it the class loader of that
     * code: so a thread of the JDK calls it, in which there is none of ours.
     */
    @SuppressWarnings("unchecked") // A Supplier of whatever is asked for.
    private static ClassLoader classLoader(Path jar) throws IOException, ReflectiveOperationException {
        MethodHandle constructor = MethodHandles.publicLookup()
                .findConstructor(
                        URLClassLoader.class, MethodType.methodType(void.class, URL[].class, ClassLoader.class));
        Supplier<Object> noneOfOurs = MethodHandleProxies.asInterfaceInstance(
                Supplier.class,
                MethodHandles.insertArguments(
                        constructor, 0, new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader()));
        return (ClassLoader) new CompletableFuture<Object>()
                .completeAsync(noneOfOurs, ForkJoinPool.commonPool())
                .join();
    }

    /** Where files that are open cannot be deleted (Windows), the JVM does so at its end. */
    private static void deleteSoon(Path jar) {
        try {
            Files.delete(jar);
        } catch (IOException e) {
            jar.toFile().deleteOnExit();
        }
    }

    /** Those that it has, by their JSSE names. */
    @SuppressWarnings("unchecked") // What BoringProvider is.
    Set<String> cipherSuites() {
        return ((Supplier<Set<String>>) provider).get();
    }

    /** What connections with one certificate share. */
    @SuppressWarnings("unchecked") // What BoringProvider is.
    Object sharedContext(Map<String, Object> server) {
        return ((Function<Map<String, Object>, Object>) provider).apply(server);
    }
}
