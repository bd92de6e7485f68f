package org.postern.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** All servers, in the order of the table. */
final class Fleet {
    /** {@code all}, {@code main}, or names such as {@code payara6,wildfly@25}. */
    private static final String SELECTION = System.getProperty("postern.servers", "all");

    /** The name of one. */
    private static final String CLUSTERS = System.getProperty("postern.cluster", "micro6");

    private static final Installation PAYARA_6 =
            new Installation("fish.payara.distributions:payara:6.2025.9:zip", "payara6");

    private static final Installation PAYARA_7 =
            new Installation("fish.payara.distributions:payara:7.2025.1:zip", "payara7");
    private static final Installation GLASSFISH_7 =
            new Installation("org.glassfish.main.distributions:glassfish:7.0.21:zip", "glassfish7");
    private static final Installation GLASSFISH_8 =
            new Installation("org.glassfish.main.distributions:glassfish:8.0.0:zip", "glassfish8");

    private static final Installation MICRO_6 =
            new Installation("fish.payara.extras:payara-micro:6.2025.10:jar", "payara-micro-6.2025.10.jar");
    private static final Installation MICRO_7 =
            new Installation("fish.payara.extras:payara-micro:7.2025.1:jar", "payara-micro-7.2025.1.jar");

    /** Also of the tests of WildFly alone. */
    static final Installation WILDFLY =
            new Installation("org.wildfly:wildfly-dist:39.0.1.Final:zip", "wildfly-39.0.1.Final");

    private static final Installation LIBERTY =
            new Installation("io.openliberty:openliberty-runtime:26.0.0.1:zip", "wlp");

    private static final Installation TOMEE =
            new Installation("org.apache.tomee:apache-tomee:9.0.0:zip:plume", "apache-tomee-plume-9.0.0");

    private static final List<Candidate> ALL = List.of(
            new Candidate("payara6", "Payara 6.2025.9", 17, true, PAYARA_6, AsadminServer::new, Map.of()),
            new Candidate("payara6", "Payara 6.2025.9", 25, false, PAYARA_6, AsadminServer::new, Limits.PAYARA_6_ON_25),
            new Candidate("payara7", "Payara 7.2025.1", 25, true, PAYARA_7, AsadminServer::new, Limits.PAYARA_7),
            new Candidate("micro6", "Payara Micro 6.2025.10", 17, true, MICRO_6, PayaraMicro::new, Limits.MICRO_6),
            new Candidate(
                    "micro6", "Payara Micro 6.2025.10", 25, false, MICRO_6, PayaraMicro::new, Limits.MICRO_6_ON_25),
            // Not in the short run: now and then it hangs in its own start.
            new Candidate("micro7", "Payara Micro 7.2025.1", 25, false, MICRO_7, PayaraMicro::new, Limits.MICRO_7),
            new Candidate(
                    "glassfish7", "GlassFish 7.0.21", 17, true, GLASSFISH_7, AsadminServer::new, Limits.GLASSFISH),
            new Candidate("glassfish8", "GlassFish 8.0.0", 25, true, GLASSFISH_8, AsadminServer::new, Limits.GLASSFISH),
            new Candidate("wildfly", "WildFly 39.0.1", 17, true, WILDFLY, WildFly::new, Limits.WILDFLY),
            new Candidate("wildfly", "WildFly 39.0.1", 25, false, WILDFLY, WildFly::new, Limits.WILDFLY),
            new Candidate("liberty", "Open Liberty 26.0.0.1", 17, true, LIBERTY, Liberty::new, Map.of()),
            new Candidate("liberty", "Open Liberty 26.0.0.1", 25, false, LIBERTY, Liberty::new, Map.of()),
            new Candidate("tomee", "TomEE 9.0.0 plume", 17, true, TOMEE, TomEe::new, Limits.TOMEE));

    private Fleet() {}

    static List<Candidate> all() {
        return ALL;
    }

    /** Of which clusters are made. */
    static Candidate ofClusters() {
        return ALL.stream()
                .filter(candidate -> candidate.isMeantBy(CLUSTERS))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("-Dpostern.cluster: there is no " + CLUSTERS));
    }

    /** Those that were asked for. A name that means none is a mistake. */
    static List<Candidate> selected() {
        if (SELECTION.equals("all")) {
            return ALL;
        }
        if (SELECTION.equals("main")) {
            return ALL.stream().filter(Candidate::main).toList();
        }
        List<Candidate> selected = new ArrayList<>();
        for (String name : Arrays.asList(SELECTION.split(",", -1))) {
            List<Candidate> meant =
                    ALL.stream().filter(candidate -> candidate.isMeantBy(name)).toList();
            if (meant.isEmpty()) {
                throw new IllegalArgumentException("-Dpostern.servers=" + SELECTION + ": there is no " + name);
            }
            selected.addAll(meant);
        }
        return selected;
    }
}
