package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postern.run.DeploymentFailedException;

/** On Payara, which closes the class loader of what it refuses before it stops the adapter. */
@ExtendWith(ArquillianExtension.class)
class FailedDeploymentsIT extends FailedDeployments<PosternServer> {
    private final AdapterLog log = new AdapterLog();

    FailedDeploymentsIT() {
        super(new PosternServer());
    }

    @AfterEach
    void nothingWentWrongInTheAdapter() {
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.matches("POSTERN-(9\\d\\d\\d|1003) .*"));
    }

    @Override
    void letTheServerForget() throws ReflectiveOperationException {
        FailedBeans.forget();
    }

    /** See {@link UndeployIT}. */
    @Override
    long keptByTheServer(int deployments) {
        return 2L + deployments / 4;
    }

    @Test
    void whatIsWrongWithAnActivationIsALineOfTheAdapters() throws Exception {
        Path ear = Ears.withBeans()
                .bean(ManagedBean.class, Map.of("maxRecipients", "many"))
                .withLedger(ledger)
                .build();

        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> server.deploy(ear, Map.of("listen", "smtp://127.0.0.1:" + port)));

        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("POSTERN-1032"))
                .singleElement()
                .asString()
                .contains("ManagedBean", "maxRecipients=\"many\"");
    }
}
