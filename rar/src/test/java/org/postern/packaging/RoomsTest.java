package org.postern.packaging;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.IDN;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the adapter, and the only arrows between them. */
class RoomsTest {
    private static final String IP = "org.postern.ip";
    private static final String SMTP = "org.postern.smtp";
    private static final String TLS = "org.postern.tls";
    private static final String KEYS = "org.postern.tls.keys";
    private static final String OCSP = "org.postern.tls.ocsp";
    private static final String CLASSES = "org.postern.classes";
    private static final String BORING = "org.postern.boring";
    private static final String NET = "org.postern.net";
    private static final String RA = "org.postern.ra";
    private static final String CONFIG = "org.postern.ra.config";
    private static final String LOG = "org.postern.ra.log";
    private static final String WORK = "org.postern.ra.work";
    private static final String DUPLICATES = "org.postern.ra.duplicates";
    private static final String DELIVERY_LOG = "org.postern.ra.deliverylog";
    private static final String FLIGHT = "org.postern.ra.flight";
    private static final String MANAGEMENT = "org.postern.ra.management";
    private static final String IDENTITY = "org.postern.ra.identity";
    private static final String SHARED = "org.postern.ra.shared";
    private static final String DELIVERY = "org.postern.ra.delivery";
    private static final String ADDRESS = "org.postern.ra.address";

    /** Which other rooms each may know. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry(IP, Set.of()),
            Map.entry(SMTP, Set.of()),
            Map.entry(KEYS, Set.of()),
            Map.entry(OCSP, Set.of()),
            Map.entry(TLS, Set.of(IP, KEYS, OCSP)),
            Map.entry(CLASSES, Set.of()),
            Map.entry(BORING, Set.of()), // Lives in another class loader: an arrow to it would be one to a copy.
            Map.entry(NET, Set.of(IP, SMTP, TLS, CLASSES)),
            Map.entry(CONFIG, Set.of(IP, SMTP, TLS, KEYS, NET)),
            Map.entry(LOG, Set.of(IP, SMTP, TLS, NET, CONFIG)),
            Map.entry(WORK, Set.of(NET, LOG)),
            Map.entry(DUPLICATES, Set.of(SMTP, NET, CONFIG, SHARED)),
            Map.entry(DELIVERY_LOG, Set.of(NET, CONFIG, DUPLICATES, SHARED)),
            Map.entry(FLIGHT, Set.of(IP, NET)),
            Map.entry(MANAGEMENT, Set.of(IP, SMTP, TLS, NET, CONFIG, FLIGHT, LOG, WORK)),
            Map.entry(SHARED, Set.of(NET, TLS, CONFIG, LOG)),
            Map.entry(IDENTITY, Set.of(SMTP, NET, LOG, WORK, SHARED)),
            Map.entry(
                    DELIVERY,
                    Set.of(
                            IP,
                            SMTP,
                            TLS,
                            NET,
                            CONFIG,
                            LOG,
                            WORK,
                            DUPLICATES,
                            DELIVERY_LOG,
                            FLIGHT,
                            MANAGEMENT,
                            IDENTITY)),
            Map.entry(ADDRESS, Set.of(IP, SMTP, TLS, NET, CONFIG, LOG, WORK, MANAGEMENT, DELIVERY)),
            Map.entry(
                    RA,
                    Set.of(
                            TLS,
                            CLASSES,
                            NET,
                            CONFIG,
                            LOG,
                            WORK,
                            DUPLICATES,
                            MANAGEMENT,
                            SHARED,
                            IDENTITY,
                            DELIVERY,
                            ADDRESS)));

    /** The packages of the jars for applications, which are no part of the adapter. */
    private static final String[] API = {
        "org.postern.api", "org.postern.api.spi", "org.postern.endpoint", "org.postern.mime"
    };

    private static final Set<Class<?>> MOVING = Set.of(InstantSource.class, Date.class, Timer.class, Thread.class);
    private static final Set<String> TIMES_OF_SYSTEM =
            Set.of("java.lang.System.currentTimeMillis", "java.lang.System.nanoTime");

    private static final JavaClasses ADAPTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.postern")
            .that(not(resideInAnyPackage(API)));

    @Test
    void everyClassLivesInOneOfTheRooms() {
        classes()
                .should()
                .resideInAnyPackage(ARROWS.keySet().toArray(String[]::new))
                .check(ADAPTER);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomKnowsOnlyThoseThatItHasAnArrowTo(String room) {
        String[] others = ARROWS.keySet().stream()
                .filter(other -> !other.equals(room)
                        && !ARROWS.getOrDefault(room, Set.of()).contains(other))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(ADAPTER);
    }

    /** An arrow that nothing needs would let in what does not belong there. */
    @ParameterizedTest
    @MethodSource("rooms")
    void eachArrowIsNeeded(String room) {
        Set<String> known = ADAPTER.stream()
                .filter(type -> type.getPackageName().equals(room))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getPackageName())
                .filter(name -> ARROWS.containsKey(name) && !name.equals(room))
                .collect(Collectors.toSet());

        assertThat(known).isEqualTo(ARROWS.get(room));
    }

    static Stream<String> rooms() {
        return ARROWS.keySet().stream().sorted();
    }

    /** The arrows without those that lead where others lead, one after another. */
    static Set<String> shortestArrows() {
        return rooms().flatMap(room -> known(room).stream()
                        .filter(other -> known(room).stream().noneMatch(between -> leads(between, other)))
                        .map(other -> shortName(room) + " --> " + shortName(other)))
                .collect(Collectors.toSet());
    }

    private static boolean leads(String room, String other) {
        return known(room).stream().anyMatch(next -> next.equals(other) || leads(next, other));
    }

    private static Set<String> known(String room) {
        return ARROWS.getOrDefault(room, Set.of());
    }

    private static String shortName(String room) {
        return room.substring("org.postern.".length());
    }

    @Test
    void noRoomsDependOnEachOtherInACycle() {
        slices().matching("org.postern.(**)").should().beFreeOfCycles().check(ADAPTER);
    }

    /** By the file that a class stands in: what is nested in each other is one thing. */
    @Test
    void noClassesDependOnEachOtherInACircle() {
        Map<String, Set<String>> arrows = ADAPTER.stream()
                .collect(Collectors.groupingBy(
                        RoomsTest::file,
                        TreeMap::new,
                        Collectors.flatMapping(RoomsTest::otherFiles, Collectors.toCollection(TreeSet::new))));
        Map<String, Set<String>> reached = new TreeMap<>();
        arrows.keySet().forEach(file -> reached.put(file, reachedFrom(file, arrows)));

        Map<Set<String>, Set<String>> circles = new HashMap<>();
        reached.forEach((file, others) -> {
            Set<String> circle = others.stream()
                    .filter(other -> reached.getOrDefault(other, Set.of()).contains(file))
                    .collect(Collectors.toCollection(TreeSet::new));
            arrows.getOrDefault(file, Set.of()).stream()
                    .filter(circle::contains)
                    .forEach(other -> circles.computeIfAbsent(circle, first -> new TreeSet<>())
                            .add(file + " -> " + other));
        });

        assertThat(circles).isEmpty();
    }

    private static Set<String> reachedFrom(String file, Map<String, Set<String>> arrows) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of(file));
        while (!next.isEmpty()) {
            for (String other : arrows.getOrDefault(next.remove(), Set.of())) {
                if (reached.add(other)) {
                    next.add(other);
                }
            }
        }
        return reached;
    }

    private static Stream<String> otherFiles(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(ADAPTER::contains)
                .map(RoomsTest::file)
                .filter(other -> !other.equals(file(type)));
    }

    private static String file(JavaClass type) {
        return type.getEnclosingClass().map(RoomsTest::file).orElse(type.getName());
    }

    @Test
    void onlyRaKnowsTheContainer() {
        noClasses()
                .that()
                .resideOutsideOfPackages(RA, RA + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "javax.transaction..", "javax.management..")
                .check(ADAPTER);
    }

    @Test
    void onlyRaKnowsTheApi() {
        noClasses()
                .that()
                .resideOutsideOfPackages(RA, RA + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(API)
                .check(ADAPTER);
    }

    @Test
    void onlyNetAndBoringKnowNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackages(NET, BORING)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(ADAPTER);
    }

    @Test
    void onlyTlsKnowsBouncyCastle() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TLS, KEYS, OCSP)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(ADAPTER);
    }

    @Test
    void onlyTheDeliveryLogAndTheSharedStoreKnowDatabases() {
        noClasses()
                .that()
                .resideOutsideOfPackages(DELIVERY_LOG, SHARED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(ADAPTER);
    }

    @Test
    void smtpNeedsNothingButValuesAndCollections() {
        classes()
                .that()
                .resideInAPackage(SMTP)
                .should()
                .onlyDependOnClassesThat(valuesAndCollections())
                .check(ADAPTER);
    }

    @Test
    void smtpAsksNoClock() {
        noClasses()
                .that()
                .resideInAPackage(SMTP)
                .should()
                .accessTargetWhere(DescribedPredicate.describe("it tells the time", RoomsTest::tellsTheTime))
                .check(ADAPTER);
    }

    @Test
    void nothingMutableIsStatic() {
        noFields().should().beStatic().andShould().notBeFinal().check(ADAPTER);
    }

    private static DescribedPredicate<JavaClass> valuesAndCollections() {
        return resideInAnyPackage(
                        SMTP,
                        "java.lang",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "java.nio",
                        "java.nio.charset",
                        "java.time..",
                        "org.jspecify.annotations")
                .or(DescribedPredicate.describe("a way to write domains", type -> type.isEquivalentTo(IDN.class)))
                .or(DescribedPredicate.describe("an IOException", type -> type.isEquivalentTo(IOException.class)))
                .or(DescribedPredicate.describe(
                        "a value that may come later", type -> type.isEquivalentTo(CompletableFuture.class)))
                .and(not(DescribedPredicate.describe("a clock, a timer or a thread", RoomsTest::movesByItself)));
    }

    private static boolean movesByItself(JavaClass type) {
        return MOVING.stream().anyMatch(type::isAssignableTo);
    }

    private static boolean tellsTheTime(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String method = access.getTarget().getName();
        return TIMES_OF_SYSTEM.contains(owner + "." + method)
                || (owner.startsWith("java.time.") && method.equals("now"));
    }
}
