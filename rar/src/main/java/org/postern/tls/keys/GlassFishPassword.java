package org.postern.tls.keys;

import java.util.Optional;

/**
 * The password of GlassFish's key store, whose file is that of the JVM's system property: the domain's master password.
 *
 * @param remark why it is not known, behind the name of the key store; empty on other servers
 */
record GlassFishPassword(Optional<String> password, String remark) {
    private static final String SERVICES = "org.glassfish.internal.api.Globals";
    private static final String HOLDER = "org.glassfish.security.common.MasterPassword";

    static GlassFishPassword ask(ServerClasses classes) {
        try {
            Optional<ServerObject> services = classes.find(SERVICES);
            Optional<ServerObject> holder = classes.find(HOLDER);
            if (services.isEmpty() || holder.isEmpty()) {
                return new GlassFishPassword(Optional.empty(), "");
            }
            char[] password = services.get()
                    .call("get", holder.get().argument())
                    .ask(char[].class, "getMasterPassword")
                    .orElseThrow(() -> new ServerDiffersException("there is none", null));
            return new GlassFishPassword(Optional.of(new String(password)), "");
        } catch (ServerDiffersException e) {
            return new GlassFishPassword(
                    Optional.empty(), "; GlassFish does not tell its master password: " + e.reason());
        }
    }

    @Override
    public String toString() {
        return "GlassFishPassword[" + (password.isPresent() ? "(hidden)" : "none" + remark) + "]";
    }
}
