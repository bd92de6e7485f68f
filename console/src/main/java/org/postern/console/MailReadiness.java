package org.postern.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Answers at {@code /health/ready}, where the server has MicroProfile Health. Where it has not, {@code beans.xml} leaves this class out, and
 * nothing else refers to it.
 */
@Readiness
@ApplicationScoped
public class MailReadiness implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        AdapterReadiness now = AdapterReadiness.of(new Beans(ManagementFactory.getPlatformMBeanServer()));
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("postern").status(now.isReady());
        now.byAdapter().forEach(answer::withData);
        return answer.build();
    }
}
