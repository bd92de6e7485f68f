package org.postern.net;

import io.netty.handler.ssl.OpenSsl;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server, as far as it deploys one adapter after the other, each in a class loader of its own, and has threads that stay. It has a
 * copy of the library itself.
 */
public final class PassingAdapters {
    /** What is not collected by then is kept by something. */
    private static final int COLLECTIONS = 50;

    private PassingAdapters() {}

    /** Takes how many adapters come and go. */
    public static void main(String[] args) throws Exception {
        int adapters = Integer.parseInt(args[0]);
        OpenSsl.ensureAvailability();
        ExecutorService threads = Executors.newFixedThreadPool(adapters);
        List<WeakReference<ClassLoader>> gone = new ArrayList<>();
        int handshakes = 0;
        for (int i = 0; i < adapters; i++) {
            handshakes += threads.submit(() -> handshakeOfAnAdapter(gone)).get();
        }
        for (int i = 0; i < COLLECTIONS && (left(gone) > 0 || libraries() > 2); i++) {
            System.gc();
        }
        threads.shutdown();
        threads.awaitTermination(10, TimeUnit.SECONDS);
        System.out.println(handshakes + " handshakes, " + libraries() + " libraries, " + left(gone) + " adapters left");
    }

    private static long left(List<WeakReference<ClassLoader>> gone) {
        return gone.stream().filter(loader -> loader.get() != null).count();
    }

    private static int handshakeOfAnAdapter(List<WeakReference<ClassLoader>> gone) throws Exception {
        URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        gone.add(new WeakReference<>(loader));
        Object result = loader.loadClass("org.postern.tls.OneHandshake")
                .getMethod("byBoringSsl")
                .invoke(null);
        loader.close();
        return (int) result;
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(PassingAdapters::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those that are mapped. */
    private static long libraries() throws IOException {
        try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
            return mapped.filter(line -> line.contains("netty_tcnative"))
                    .map(line -> line.replaceAll("^.*libnetty", ""))
                    .distinct()
                    .count();
        }
    }
}
