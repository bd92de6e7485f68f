package org.postern.ra.config;

import java.util.Map;
import org.postern.net.ListenAddress;

/**
 * Who has to authenticate at one address. Immutable.
 *
 * @param known whether a client can
 * @param required whether each client must
 */
public record UserConfig(boolean known, boolean required) {
    private static final UserConfig NEVER = new UserConfig(false, false);
    private static final UserConfig OFFER = new UserConfig(true, false);
    private static final UserConfig REQUIRE = new UserConfig(true, true);

    private static final int PUBLIC_PORT = 25;

    /** Reads it; problems are left with the configuration. */
    static UserConfig read(Configuration from, ListenAddress address) {
        UserConfig wanted = from.choice(
                Property.AUTHENTICATION,
                Map.of("never", NEVER, "offer", OFFER, "require", REQUIRE),
                byDefault(address));
        if (address.scheme().service().demandsAuthentication() && !wanted.required()) {
            from.problem(
                    Property.AUTHENTICATION,
                    address + " is for users who authenticate (RFC 6409). Leave it out, write require, or make it an"
                            + " option of the other addresses in " + Property.LISTEN.beanName());
        }
        return wanted;
    }

    /** Servers of the world do not authenticate: on their port AUTH would only invite guesses. */
    private static UserConfig byDefault(ListenAddress address) {
        if (address.scheme().service().demandsAuthentication()) {
            return REQUIRE;
        }
        return address.port() == PUBLIC_PORT ? NEVER : OFFER;
    }
}
