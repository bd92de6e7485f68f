package org.postern.it;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.run.DeploymentFailedException;

/**
 * Deployments that fail in different stages leave nothing, however often. Thirty times each with
 * {@code -Dpostern.failures=30}.
 */
abstract class FailedDeployments<S extends TestServer> {
    /** Where a deployment fails. */
    enum Stage {
        /** Not where the server itself has it, as one that runs inside of these tests. */
        API_MISSING {
            @Override
            Ears fill(Ears ear) {
                return ear.withoutApi().bean(ManagedBean.class, Map.of());
            }
        },
        PROPERTY_OF_THE_ADAPTER_WRONG {
            @Override
            Ears fill(Ears ear) {
                return ear.bean(ManagedBean.class, Map.of());
            }

            @Override
            Map<String, String> properties() {
                return Map.of("maxErrors", "many");
            }
        },
        VALUE_OF_AN_ACTIVATION_WRONG {
            @Override
            Ears fill(Ears ear) {
                return ear.bean(ManagedBean.class, Map.of("maxRecipients", "many"));
            }
        },
        SECOND_ACTIVATION_WRONG {
            @Override
            Ears fill(Ears ear) {
                return ear.bean(ManagedBean.class, Map.of("recipients", "*@example.com"))
                        .bean(RejectingBean.class, Map.of("recipients", "@@"));
            }
        },
        ACTIVATIONS_DISAGREE {
            @Override
            Ears fill(Ears ear) {
                return ear.bean(ManagedBean.class, Map.of("recipients", "*@example.com"))
                        .bean(RejectingBean.class, Map.of("recipients", "*@rejecting.example", "maxErrors", "7"));
            }
        },
        OTHER_MODULE_FAILS {
            @Override
            Ears fill(Ears ear) {
                return ear.bean(ManagedBean.class, Map.of()).startup(FailingStartup.class);
            }
        };

        abstract Ears fill(Ears ear);

        Map<String, String> properties() {
            return Map.of();
        }

        /** What the administrator is told. */
        String reason() {
            return switch (this) {
                case API_MISSING -> "org.postern.api.MailListener";
                case PROPERTY_OF_THE_ADAPTER_WRONG -> "maxErrors=\"many\"";
                case VALUE_OF_AN_ACTIVATION_WRONG -> "maxRecipients=\"many\"";
                case SECOND_ACTIVATION_WRONG -> "recipients=\"@@\"";
                case ACTIVATIONS_DISAGREE -> "must agree";
                case OTHER_MODULE_FAILS -> "";
            };
        }
    }

    private static final int TIMES = Integer.getInteger("postern.failures", 2);

    private static final Figures FIGURES = new Figures("failed-deployments.txt");

    @RegisterExtension
    final Ledger ledger = new Ledger();

    /** After the other, so that it ends before it. */
    @RegisterExtension
    final S server;

    final int port = FreePorts.on("127.0.0.1");

    FailedDeployments(S server) {
        this.server = server;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "API_MISSING")
    void leaveNothing(Stage stage) throws Exception {
        Path good = Ears.withBeans()
                .bean(ManagedBean.class, Map.of())
                .withLedger(ledger)
                .build();
        deployAndDeliver(good); // What a server keeps of the first adapter that it ever had it has by now.
        Remains before = Remains.of(server.management());
        Path bad = stage.fill(Ears.withBeans()).withLedger(ledger).build();

        // Payara keeps what failed in a variable of the thread that deployed it, for as long as the thread lives.
        CompletableFuture.runAsync(() -> failToDeploy(bad, stage), task -> new Thread(task).start())
                .get();

        FIGURES.note(getClass().getSimpleName() + " " + stage + ", " + TIMES + " times: before " + before);
        letTheServerForget();
        Remains after = before.awaitNoMore(server.management(), keptByTheServer(TIMES));
        FIGURES.note(getClass().getSimpleName() + " " + stage + ", " + TIMES + " times: after " + after);
        assertNobodyListens();
        deployAndDeliver(good);
    }

    private void failToDeploy(Path bad, Stage stage) {
        for (int i = 0; i < TIMES; i++) {
            assertThatExceptionOfType(DeploymentFailedException.class)
                    .isThrownBy(() -> deploy(bad, stage.properties()))
                    .withMessageContaining(stage.reason());
        }
    }

    /** Takes away what the server itself keeps of applications that failed, whatever they were. */
    abstract void letTheServerForget() throws Exception;

    /** How many class loaders the server keeps itself of so many applications. */
    abstract long keptByTheServer(int deployments);

    void deployAndDeliver(Path ear) throws Exception {
        deploy(ear, Map.of());
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<return@example.com>", "x\r\n");
            client.command("QUIT", 221);
        }
        server.undeploy();
        assertNobodyListens();
    }

    private void deploy(Path ear, Map<String, String> more) throws DeploymentFailedException {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("listen", "smtp://127.0.0.1:" + port);
        server.deploy(ear, properties);
    }

    void assertNobodyListens() {
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(
                        () -> SmtpClient.open("127.0.0.1", port).close())
                .hasMessageContaining("refused"));
    }
}
