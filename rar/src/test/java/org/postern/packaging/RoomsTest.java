package org.postern.packaging;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.IDN;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * The rooms of the adapter, and the only arrows between them: ra -> net -> smtp and tls, tls -> keys, ra -> smtp, tls,
 * keys and the api.
 */
class RoomsTest {
    private static final String SMTP = "org.postern.smtp";
    private static final String TLS = "org.postern.tls";
    private static final String KEYS = "org.postern.tls.keys";
    private static final String NET = "org.postern.net";
    private static final String RA = "org.postern.ra";

    /** The packages of the api jar, which is no part of the adapter. */
    private static final String[] API = {"org.postern.api", "org.postern.mime"};

    private static final Set<Class<?>> MOVING = Set.of(InstantSource.class, Date.class, Timer.class, Thread.class);
    private static final Set<String> TIMES_OF_SYSTEM =
            Set.of("java.lang.System.currentTimeMillis", "java.lang.System.nanoTime");

    private static final JavaClasses ADAPTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.postern")
            .that(not(resideInAnyPackage(API)));

    @Test
    void everyClassLivesInOneOfTheRooms() {
        classes().should().resideInAnyPackage(SMTP, TLS, KEYS, NET, RA).check(ADAPTER);
    }

    @Test
    void smtpKnowsNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage(SMTP)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TLS, KEYS, NET, RA)
                .check(ADAPTER);
    }

    @Test
    void tlsKnowsNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage(TLS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SMTP, NET, RA)
                .check(ADAPTER);
    }

    @Test
    void keysKnowNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage(KEYS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SMTP, TLS, NET, RA)
                .check(ADAPTER);
    }

    @Test
    void netKnowsOnlySmtpAndTls() {
        noClasses()
                .that()
                .resideInAPackage(NET)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KEYS, RA)
                .check(ADAPTER);
    }

    @Test
    void noRoomsDependOnEachOtherInACycle() {
        slices().matching("org.postern.(*)..").should().beFreeOfCycles().check(ADAPTER);
    }

    @Test
    void onlyRaKnowsTheContainer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(RA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "javax.transaction..", "javax.management..")
                .check(ADAPTER);
    }

    @Test
    void onlyRaKnowsTheApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage(RA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(API)
                .check(ADAPTER);
    }

    @Test
    void onlyNetKnowsNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackage(NET)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(ADAPTER);
    }

    @Test
    void onlyTlsKnowsBouncyCastle() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TLS, KEYS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
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
