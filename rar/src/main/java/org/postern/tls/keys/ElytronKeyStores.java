package org.postern.tls.keys;

import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The key stores of WildFly's Elytron: the one that is named, else all, sorted by name. They are services of the server, whose
 * classes are asked of the server's own module loader: an adapter that asked for them in its manifest could not be deployed
 * where they are missing. Of authorities one has to be named: what else is in Elytron was not meant for clients that send mail.
 *
 * @param name empty for all
 */
record ElytronKeyStores(Optional<String> name, ContainerSettings container) implements ServerKeyStores {
    private static final String MODULES = "org.jboss.modules.Module";
    private static final String MODULE = "org.jboss.as.server";
    private static final String SERVER = "org.jboss.as.server.CurrentServiceContainer";
    private static final String PREFIX = "org.wildfly.security.key-store.";

    @Override
    public Answer ask() {
        Optional<ServerObject> server;
        try {
            server = server();
        } catch (ServerDiffersException e) {
            // Other programs are made of such modules, too.
            return Answer.none("there is no Elytron (WildFly), as " + e.reason());
        }
        return server.map(this::ask).orElseGet(() -> Answer.none("there is no Elytron (WildFly)"));
    }

    private Answer ask(ServerObject server) {
        try {
            if (name.isPresent()) {
                return Answer.of(List.of(new Source(name.get(), this)));
            }
            List<String> names = List.copyOf(Services.of(server).all().keySet());
            if (container.isOfAuthorities()) {
                return Answer.none("of the key stores of Elytron (WildFly), which are " + names
                        + ", one has to be named, as in container:NAME");
            }
            return names.isEmpty()
                    ? Answer.none("Elytron (WildFly) has no key store")
                    : Answer.of(
                            names.stream().map(each -> new Source(each, this)).toList());
        } catch (ServerDiffersException e) {
            return Answer.of(
                    List.of(UnknownKeyStoreSource.differs("WildFly's key stores (Elytron)", container.names(), e)));
        }
    }

    /** What leads to the services; empty on other servers. */
    private Optional<ServerObject> server() throws ServerDiffersException {
        Optional<ServerObject> modules = container.classes().find(MODULES);
        return modules.isEmpty()
                ? Optional.empty()
                : Optional.of(modules.get()
                        .call("getBootModuleLoader")
                        .call("loadModule", MODULE)
                        .call("getClassLoader")
                        .call("loadClass", SERVER)
                        .asClass());
    }

    /** Those of the server. */
    private record Services(ServerObject registry) {

        static Services of(ServerObject server) throws ServerDiffersException {
            return new Services(server.call("getServiceContainer"));
        }

        /** By the name that each has in Elytron. */
        SortedMap<String, ServerObject> all() throws ServerDiffersException {
            SortedMap<String, ServerObject> found = new TreeMap<>();
            for (ServerObject service : registry.askAll("getServiceNames")) {
                String text = service.ask(String.class, "getCanonicalName").orElse("");
                if (text.startsWith(PREFIX)) {
                    found.put(text.substring(PREFIX.length()), service);
                }
            }
            return found;
        }
    }

    /** One of them. */
    private record Source(String name, ElytronKeyStores all) implements LiveKeyStoreSource {

        @Override
        public String description() {
            return "WildFly's key store " + name + " (Elytron)";
        }

        @Override
        public Passwords passwords() {
            return all.container().adapter().passwords();
        }

        @Override
        public String remedy() {
            return "Look at /subsystem=elytron/key-store=" + name + " and at the server's log";
        }

        @Override
        public KeyStore keyStore() throws KeyStoreUnreadableException {
            try {
                Services services = Services.of(all.server()
                        .orElseThrow(() -> new ServerDiffersException("Elytron is not there any more", null)));
                SortedMap<String, ServerObject> known = services.all();
                ServerObject service = known.get(name);
                if (service == null) {
                    throw unknown(List.copyOf(known.keySet()));
                }
                return started(services.registry().call("getService", service.argument()));
            } catch (ServerDiffersException e) {
                throw new KeyStoreUnreadableException(
                        UnknownKeyStoreSource.differs(
                                description(), all.container().names(), e.reason()),
                        e);
            }
        }

        private KeyStore started(ServerObject service) throws ServerDiffersException, KeyStoreUnreadableException {
            if (!service.ask(Object.class, "getState")
                    .map(Object::toString)
                    .filter("UP"::equals)
                    .isPresent()) {
                throw new KeyStoreUnreadableException(
                        "Cannot read " + description() + ": it has not been started. " + remedy() + ".", null);
            }
            return service.ask(KeyStore.class, "getValue")
                    .orElseThrow(() -> new ServerDiffersException("it has no value", null));
        }

        private KeyStoreUnreadableException unknown(List<String> known) {
            return KeyStoreUnreadableException.gone(
                    "Elytron (WildFly) has no key store " + name + "; it has "
                            + (known.isEmpty() ? "none" : String.join(", ", known))
                            + ". Add it with /subsystem=elytron/key-store="
                            + name + ":add(...), or correct "
                            + all.container().names().location() + ".",
                    null);
        }
    }
}
