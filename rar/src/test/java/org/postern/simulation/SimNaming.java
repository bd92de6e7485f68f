package org.postern.simulation;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.postern.tls.TestCertificates;

/**
 * The container's naming service with one key store in it. Does not answer for long, fails in one way or another, and has
 * another key store later. A naming service is found by the name of its class, so the one of the present story is static.
 */
public final class SimNaming implements InitialContextFactory {
    static final String PASSWORD = "secret";

    /** What adapters are told of it. */
    static final Map<String, String> SETTINGS =
            Map.of("keyStore", "jndi:keys", "keyStorePassword", PASSWORD, "certificateBindings", "*=mx");

    /** Signatures of RSA are all of one length, so that a seed is the same story. */
    private static final List<KeyStore> STORES =
            List.of(store(TestCertificates.RSA), store(TestCertificates.OTHER_RSA));

    private static SimNaming present;

    private final World world;
    private final Faults faults;
    private KeyStore bound = STORES.get(0);

    /** Made by Java; asks the present one. */
    public SimNaming() {
        this(null, null);
    }

    private SimNaming(World world, Faults faults) {
        this.world = world;
        this.faults = faults;
    }

    /** From now on every look-up is answered by this one. */
    static SimNaming install(World world, Faults faults) {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, SimNaming.class.getName());
        present = new SimNaming(world, faults);
        return present;
    }

    static void uninstall() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        present = null;
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
        SimNaming asked = present;
        return (Context) Proxy.newProxyInstance(
                SimNaming.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) ->
                        method.getName().equals("lookup") ? asked.lookup(String.valueOf(arguments[0])) : null);
    }

    private Object lookup(String name) throws NamingException {
        world.stepAside();
        boolean isStore = name.equals("keys");
        if (isStore && world.chance(faults.hangingStore)) {
            faults.count("key store hangs");
            world.self().sleep(Duration.ofSeconds(world.between(1, 900)));
        }
        if (world.chance(faults.brokenStore)) {
            faults.count("key store fails");
            switch (world.between(0, 5)) {
                case 0 -> throw new NameNotFoundException("keys");
                case 1 -> throw new CommunicationException("the naming service is away");
                case 2 -> throw new IllegalStateException("a naming service's own");
                case 3 -> {
                    return "no key store";
                }
                default -> throw new NoClassDefFoundError("a provider's own");
            }
        }
        if (world.chance(faults.brokenStore)) {
            faults.count("another key store");
            bound = world.oneOf(STORES);
        }
        if (!isStore) {
            throw new NameNotFoundException(name);
        }
        return bound;
    }

    private static KeyStore store(KeyPair keys) {
        try {
            KeyStore store = KeyStore.getInstance("JKS"); // Its keys cost no time to read.
            store.load(null, PASSWORD.toCharArray());
            Certificate certificate = TestCertificates.certificate(
                    keys,
                    "mail.example.org",
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Instant.parse("2026-12-31T00:00:00Z"));
            store.setKeyEntry("mx", keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
