package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The catalogue of misbehaving beans, whole, as one cell. */
final class Catalogue {
    /** JUnit makes the instances of a test class, and hands nothing over. */
    private static final AtomicReference<Site> SITE = new AtomicReference<>();

    private Catalogue() {}

    static Site site() {
        return SITE.get();
    }

    static void everyBean(Site site) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(MisbehavingBeansOnSite.class))
                .build();
        SITE.set(site);
        try {
            LauncherFactory.create().execute(request, listener);
        } finally {
            SITE.set(null);
        }
        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getFailures().stream()
                        .map(failure ->
                                failure.getTestIdentifier().getUniqueId().replaceFirst(".*?/class:[^/]*/", "") + " "
                                        + failure.getException())
                        .collect(Collectors.joining("\n\n")))
                .isEmpty();
        assertThat(summary.getTestsSucceededCount()).isPositive();
    }
}
