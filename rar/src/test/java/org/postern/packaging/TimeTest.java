package org.postern.packaging;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postern.net.SystemTime;

/** Who asks for the time, who waits, and that no duration is measured with a clock that somebody can set. */
class TimeTest {
    private static final Set<String> CLOCKS = Set.of("currentTimeMillis", "nanoTime", "now");
    private static final Set<String> WAITING = Set.of(
            "sleep",
            "wait",
            "join",
            "await",
            "awaitUninterruptibly",
            "sync",
            "syncUninterruptibly",
            "orTimeout",
            "completeOnTimeout",
            "park",
            "parkNanos",
            "acquire",
            "invokeAll");
    private static final Set<String> ARITHMETIC =
            Set.of("plus", "plusSeconds", "plusMillis", "plusNanos", "minus", "isBefore", "isAfter", "until");

    private static final JavaClasses ADAPTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.postern.smtp", "org.postern.tls", "org.postern.net", "org.postern.ra");

    /** A simulation, and a clock that jumps, see no other way round. */
    @Test
    void nobodyButTheTimeItselfAsksForTheTime() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(SystemTime.class)
                // Recognises the dates that a key store makes up when it is asked, which are those of the machine.
                .and()
                .doNotHaveSimpleName("StoreContent")
                .should()
                .accessTargetWhere(describe("it tells the time of the machine", TimeTest::tellsTheTime))
                .check(ADAPTER);
    }

    @Test
    void nobodyButTheTimeItselfWaits() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(SystemTime.class)
                .should()
                .accessTargetWhere(describe("it blocks its thread", TimeTest::blocks))
                .check(ADAPTER);
    }

    /** Dates are shown and stored; what has passed between two of them depends on who has set the clock meanwhile. */
    @Test
    void noDurationIsMeasuredWithDates() {
        noClasses()
                .that()
                .resideInAnyPackage("org.postern.net", "org.postern.ra")
                // Says to people when an address will be tried again.
                .and()
                .doNotHaveSimpleName("BindRetrier")
                .should()
                .accessTargetWhere(describe("it reckons with dates", TimeTest::reckonsWithDates))
                .check(ADAPTER);
    }

    private static boolean tellsTheTime(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String method = access.getTarget().getName();
        return (owner.equals("java.lang.System") && CLOCKS.contains(method))
                || (owner.startsWith("java.time.") && method.equals("now"))
                || (owner.equals(Clock.class.getName()) && method.startsWith("system"));
    }

    private static boolean blocks(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String method = access.getTarget().getName();
        if (owner.startsWith("org.postern.") || owner.equals("java.lang.String")) {
            return false;
        }
        boolean future = access.getTargetOwner().isAssignableTo(java.util.concurrent.Future.class);
        return (WAITING.contains(method) && !(future && method.equals("join"))) || (future && method.equals("get"));
    }

    private static boolean reckonsWithDates(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(Instant.class)
                && ARITHMETIC.contains(access.getTarget().getName());
    }
}
