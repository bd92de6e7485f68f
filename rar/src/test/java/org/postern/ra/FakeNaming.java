package org.postern.ra;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/** A container's naming service while it activates the beans of an application, and at no other time. */
public final class FakeNaming implements InitialContextFactory {
    private static final ThreadLocal<String> APPLICATION = new ThreadLocal<>();

    /** What a container does on one of its threads. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    static void inside(String application, Step step) throws Exception {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, FakeNaming.class.getName());
        APPLICATION.set(application);
        try {
            step.run();
        } finally {
            APPLICATION.remove();
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
        return (Context) Proxy.newProxyInstance(
                FakeNaming.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("lookup")) {
                        return null;
                    }
                    if (!"java:app/AppName".equals(arguments[0])) {
                        throw new NameNotFoundException(String.valueOf(arguments[0]));
                    }
                    return APPLICATION.get();
                });
    }
}
