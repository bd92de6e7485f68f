package org.postern.it;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What servers cannot do, in their own words or in those of the adapter on them. */
final class Limits {
    /** Its pool of an application's data source runs dry under load, and stays so. Why is not known yet. */
    private static final String NO_CONNECTION = "No available resources and wait time 60000 ms expired";

    static final Map<Cell, String> GLASSFISH =
            Map.of(Cell.UNDER_LOAD, NO_CONNECTION, Cell.KILLED, NO_CONNECTION, Cell.LOG, NO_CONNECTION);

    static final Map<Cell, String> MICRO =
            Map.of(Cell.CHANGED, "Payara Micro takes an administrator's commands at its start only");

    /** It has no place for them that is not inside of the RAR. */
    static final Map<Cell, String> WILDFLY =
            Map.of(Cell.CHANGED, "WFLYCTL0030: No resource definition is registered for address");

    /** A data source that an application defines needs its driver among the server's libraries. */
    private static final String NO_DRIVER =
            "J2CA8022E: Application postern does not have any shared libraries that provide";

    static final Map<Cell, String> LIBERTY =
            Map.of(Cell.OUTCOMES, NO_DRIVER, Cell.UNDER_LOAD, NO_DRIVER, Cell.KILLED, NO_DRIVER);

    private static final String NO_PASSWORDS =
            "POSTERN-1042 no client can authenticate: the container does not check passwords for this adapter";

    static final Map<Cell, String> TOMEE = Map.of(Cell.AUTH, NO_PASSWORDS, Cell.ROLES, NO_PASSWORDS);

    /** Warnings of servers that have nothing to do with the adapter. */
    static final List<Pattern> NOISE = List.of(
            // Payara, of authorities in the trust store that it is shipped with.
            Pattern.compile("The SSL certificate with alias \\S+( \\[jdk\\])? has expired"),
            // GlassFish, of the permissions that an adapter names in ra.xml.
            Pattern.compile("Please add the following permissions to the server\\.policy file"));

    private Limits() {}
}
