package org.postern.it;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What servers cannot do, in their own words or in those of the adapter on them. */
final class Limits {
    /** What a bean says of its caller: no group was found, because no password was looked at. */
    private static final String NO_ROLES = "session anna, caller anna, clerk false";

    /** It keeps the pool, and with it connections of a driver whose class loader is closed. */
    private static final String DRIVER_GONE = "java.lang.NoClassDefFoundError: org/h2/api/ErrorCode";

    static final Map<Cell, String> GLASSFISH = Map.of(Cell.DATA_SOURCE, DRIVER_GONE, Cell.EXTERNAL_ROLES, NO_ROLES);

    static final Map<Cell, String> PAYARA_7 = Map.of(Cell.EXTERNAL_ROLES, NO_ROLES);

    /** JDK 24 took the policy files away, which it asks whether a caller may use a method of a bean. */
    private static final String NO_POLICY = "because \"permissionCollection\" is null";

    static final Map<Cell, String> PAYARA_6_ON_25 = Map.of(Cell.ROLES, NO_POLICY);

    private static final String AT_ITS_START = "Payara Micro takes an administrator's commands at its start only";

    /** It undeploys by being started again, and what is not there then is not known. */
    private static final String NOT_KNOWN = "550 5\\.1\\.1 No such mailbox here";

    static final Map<Cell, String> MICRO_6 = Map.of(Cell.CHANGED, AT_ITS_START, Cell.SHARED, NOT_KNOWN);

    static final Map<Cell, String> MICRO_6_ON_25 =
            Map.of(Cell.CHANGED, AT_ITS_START, Cell.SHARED, NOT_KNOWN, Cell.ROLES, NO_POLICY);

    static final Map<Cell, String> MICRO_7 =
            Map.of(Cell.CHANGED, AT_ITS_START, Cell.SHARED, NOT_KNOWN, Cell.EXTERNAL_ROLES, NO_ROLES);

    /** It has no place for them that is not inside of the RAR. */
    static final Map<Cell, String> WILDFLY = Map.of(
            Cell.CHANGED,
            "WFLYCTL0030: No resource definition is registered for address",
            Cell.EXTERNAL_ROLES,
            NO_ROLES);

    /** It takes no caller from an adapter. */
    private static final String GUEST = "session anna, caller guest, clerk false";

    /** It commits one after the other: the first has the message when the second cannot. */
    private static final String ONE_PHASE = "jakarta.transaction.SystemException: Error during two phase commit";

    /** A WAR does not see what an adapter that is deployed by itself has in it. */
    private static final String NOT_SEEN = "NoClassDefFoundError: org/postern/api/MailListener";

    /** Nor is a bean in it given to that adapter. */
    private static final String JMS_ONLY =
            "message listener interface org.postern.api.MailListener but this MDB container only supports";

    static final Map<Cell, String> TOMEE = Map.of(
            Cell.ROLES,
            GUEST,
            Cell.EXTERNAL,
            GUEST,
            Cell.EXTERNAL_ROLES,
            GUEST,
            Cell.TWO_DATABASES,
            ONE_PHASE,
            Cell.WEB,
            NOT_SEEN,
            Cell.SHARED,
            NOT_SEEN,
            Cell.API_TWICE,
            JMS_ONLY);

    /** Warnings of servers that have nothing to do with the adapter. */
    static final List<Pattern> NOISE = List.of(
            // Payara, of authorities in the trust store that it is shipped with.
            Pattern.compile("The SSL certificate with alias \\S+( \\[jdk\\])? has expired"),
            // Payara Micro 7, of who decides about roles.
            Pattern.compile("NCLS-SECURITY-011(45|49)"),
            // TomEE, of its own message broker, of batch jobs, and of a realm that is not up while it deploys.
            Pattern.compile("BrokerService\\.checkMemorySystemUsageLimits"),
            Pattern.compile("You didn't specify org\\.apache\\.batchee\\.jmx\\.application"),
            Pattern.compile("POSTERN-1042 no client can authenticate: .*Unknown"),
            // GlassFish, of the permissions that an adapter names in ra.xml.
            Pattern.compile("Please add the following permissions to the server\\.policy file"));

    private Limits() {}
}
