package org.postern.tls.keys;

import java.io.File;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The key stores of TomEE: those that its TLS connectors were given in {@code conf/server.xml}. */
record TomeeKeyStores(ContainerSettings container) implements ServerKeyStores {
    private static final String HELPER = "org.apache.tomee.loader.TomcatHelper";

    @Override
    public Answer ask() {
        try {
            Optional<ServerObject> helper = container.classes().find(HELPER);
            if (helper.isEmpty()) {
                return Answer.none("there are no connectors of Tomcat's (TomEE)");
            }
            List<ServerObject> hosts = hosts(helper.get().call("getServer"));
            Set<KeyStoreSource> sources = new LinkedHashSet<>();
            for (ServerObject host : hosts) {
                sources.addAll(container.isOfAuthorities() ? authorities(host) : keys(host));
            }
            return sources.isEmpty() ? Answer.none(nothingIn(hosts)) : Answer.of(List.copyOf(sources));
        } catch (ServerDiffersException e) {
            return Answer.of(List.of(UnknownKeyStoreSource.differs(
                    "the " + container.ofJvm().store() + " of TomEE's connectors", container.names(), e)));
        }
    }

    private String nothingIn(List<ServerObject> hosts) {
        return hosts.isEmpty()
                ? "TomEE has no connector with TLS"
                : "TomEE's connectors with TLS have no file of a "
                        + container.ofJvm().store() + " (for PEM files write pem:PATH)";
    }

    private static List<ServerObject> hosts(ServerObject server) throws ServerDiffersException {
        List<ServerObject> found = new ArrayList<>();
        for (ServerObject service : server.askAll("findServices")) {
            for (ServerObject connector : service.askAll("findConnectors")) {
                found.addAll(connector.askAll("findSslHostConfigs"));
            }
        }
        return found;
    }

    private List<KeyStoreSource> keys(ServerObject host) throws ServerDiffersException {
        List<KeyStoreSource> found = new ArrayList<>();
        for (ServerObject certificate : host.askAll("getCertificates", false)) {
            Optional<String> file = certificate.ask(String.class, "getCertificateKeystoreFile");
            // Where it has PEM files, the name of a key store is a default that is not used.
            if (file.isPresent()
                    && certificate.ask(String.class, "getCertificateFile").isEmpty()) {
                found.add(source(
                        file.get(),
                        certificate.ask(String.class, "getCertificateKeystorePassword"),
                        certificate.ask(String.class, "getCertificateKeyPassword"),
                        "certificateKeystorePassword in conf/server.xml"));
            }
        }
        return found;
    }

    private List<KeyStoreSource> authorities(ServerObject host) throws ServerDiffersException {
        Optional<String> file = host.ask(String.class, "getTruststoreFile");
        return file.isEmpty()
                ? List.of()
                : List.of(source(
                        file.get(),
                        host.ask(String.class, "getTruststorePassword"),
                        Optional.empty(),
                        "truststorePassword in conf/server.xml"));
    }

    private KeyStoreSource source(
            String path, Optional<String> password, Optional<String> keyPassword, String passwordName) {
        File file = file(path);
        return new FileKeyStoreSource(
                "TomEE's " + container.ofJvm().store() + " " + file + " (conf/server.xml)",
                file,
                null,
                container.adapter().passwords().or(password).orOfKeys(keyPassword),
                new SettingNames(container.ofJvm().store(), "conf/server.xml", "conf/server.xml", passwordName));
    }

    /** As Tomcat reads it: a path, below its own directory where it is relative, or a URI of a file. */
    private File file(String name) {
        if (name.startsWith("file:")) {
            try {
                return new File(URI.create(name));
            } catch (IllegalArgumentException e) {
                return new File(name); // No such file, which is what the administrator reads then.
            }
        }
        File given = new File(name);
        return given.isAbsolute()
                ? given
                : new File(container.property("catalina.base").orElse(""), name);
    }
}
