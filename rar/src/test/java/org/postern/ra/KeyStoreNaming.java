package org.postern.ra;

import java.lang.reflect.Proxy;
import java.security.KeyStore;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** A naming service with key stores in it, which does not answer for some of them. */
public final class KeyStoreNaming implements InitialContextFactory {
    private static final Map<String, KeyStore> BOUND = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> HANGING = new ConcurrentHashMap<>();
    private static final AtomicInteger WAITING = new AtomicInteger();
    private static volatile Runnable onLookup = () -> {};

    public static void install() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, KeyStoreNaming.class.getName());
    }

    public static void uninstall() {
        HANGING.values().forEach(CountDownLatch::countDown);
        HANGING.clear();
        BOUND.clear();
        onLookup = () -> {};
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    }

    public static void bind(String name, KeyStore store) {
        BOUND.put(name, store);
    }

    static void unbind(String name) {
        BOUND.remove(name);
    }

    /** From now on, whoever looks the name up waits for the end of that. */
    public static void hang(String name) {
        HANGING.put(name, new CountDownLatch(1));
    }

    public static void answer(String name) {
        CountDownLatch hanging = HANGING.remove(name);
        if (hanging != null) {
            hanging.countDown();
        }
    }

    /** Whenever somebody looks anything up. */
    static void onLookup(Runnable what) {
        onLookup = what;
    }

    /** How many wait at the moment. */
    public static int waiting() {
        return WAITING.get();
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
        return (Context) Proxy.newProxyInstance(
                KeyStoreNaming.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) ->
                        method.getName().equals("lookup") ? lookup(String.valueOf(arguments[0])) : null);
    }

    private static Object lookup(String name) throws NamingException, InterruptedException {
        onLookup.run();
        CountDownLatch hanging = HANGING.get(name);
        if (hanging != null) {
            WAITING.incrementAndGet();
            try {
                hanging.await();
            } finally {
                WAITING.decrementAndGet();
            }
        }
        KeyStore store = BOUND.get(name);
        if (store == null) {
            throw new NameNotFoundException(name);
        }
        return store;
    }
}
