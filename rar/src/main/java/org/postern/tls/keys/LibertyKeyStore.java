package org.postern.tls.keys;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The key store of an SSL configuration of Open Liberty: the one that is named, else the default. It is asked for its
 * properties, since a context is given for names that do not exist as well.
 *
 * @param name empty for the default
 */
record LibertyKeyStore(Optional<String> name, ContainerSettings container)
        implements ServerKeyStores, PointedKeyStoreSource.Pointer {
    private static final String HELPER = "com.ibm.websphere.ssl.JSSEHelper";

    @Override
    public Answer ask() {
        try {
            return container.classes().find(HELPER).isPresent()
                    ? Answer.of(List.of(new PointedKeyStoreSource(this)))
                    : Answer.none("there is no JSSEHelper (Open Liberty with the feature transportSecurity-1.0)");
        } catch (ServerDiffersException e) {
            return Answer.of(List.of(UnknownKeyStoreSource.differs(description(), container.names(), e)));
        }
    }

    @Override
    public String description() {
        return "Open Liberty's " + container.names().store() + " (" + configuration() + ")";
    }

    @Override
    public FileKeyStoreSource file() throws KeyStoreUnreadableException {
        try {
            Properties properties = properties()
                    .orElseThrow(() -> KeyStoreUnreadableException.gone(
                            "Open Liberty has no " + configuration() + ". Add it to server.xml, or correct "
                                    + container.names().location() + ".",
                            null));
            String kind = container.isOfAuthorities() ? "com.ibm.ssl.trustStore" : "com.ibm.ssl.keyStore";
            String path = Optional.ofNullable(properties.getProperty(kind))
                    .orElseThrow(() -> KeyStoreUnreadableException.gone(
                            "The " + configuration() + " of Open Liberty has no "
                                    + container.names().store() + ". Add one in server.xml, or set "
                                    + container.names().location() + " to file:PATH.",
                            null));
            return new FileKeyStoreSource(
                    "Open Liberty's " + container.names().store() + " " + path + " ("
                            + properties.getProperty("com.ibm.ssl.alias", configuration()) + ")",
                    new File(path),
                    null,
                    container.adapter().passwords().or(Optional.ofNullable(properties.getProperty(kind + "Password"))),
                    new SettingNames(container.names().store(), "server.xml", "server.xml", "server.xml"));
        } catch (ServerDiffersException e) {
            throw new KeyStoreUnreadableException(
                    UnknownKeyStoreSource.differs(description(), container.names(), e.reason()), e);
        }
    }

    private Optional<Properties> properties() throws ServerDiffersException {
        ServerObject helper = container
                .classes()
                .find(HELPER)
                .orElseThrow(() -> new ServerDiffersException("JSSEHelper is not there any more", null))
                .call("getInstance");
        // Which one is the default is only told without a name: defaultSSLConfig stays there beside another one.
        return name.isPresent()
                ? helper.ask(Properties.class, "getProperties", name.get())
                : helper.ask(Properties.class, "getProperties", null, new HashMap<String, Object>(), null);
    }

    private String configuration() {
        return name.map(each -> "SSL configuration " + each).orElse("default SSL configuration");
    }
}
