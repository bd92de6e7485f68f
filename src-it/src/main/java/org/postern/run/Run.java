package org.postern.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.glassfish.embeddable.GlassFishException;

/**
 * {@code mvn -Prun}: starts a server with the packaged application and stays until it is interrupted.
 *
 * <p>Arguments: the file with the given properties, the EAR that is deployed unless {@code postern.application} is given, and a
 * file that is made if it cannot be deployed. The working directory is the project's root.
 */
public final class Run {
    private static final String APPLICATION = "postern";
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private Run() {}

    /** Exits with 1, and one message, if the application cannot be deployed. */
    public static void main(String[] args) throws IOException, GlassFishException, InterruptedException {
        Console console = Console.install(System.out);
        GivenProperties given = GivenProperties.take(Path.of(args[0]));
        EmbeddedServer server;
        try {
            server = started(given, given.application().orElse(Path.of(args[1])));
        } catch (DeploymentFailedException e) {
            System.out.println(System.lineSeparator() + e.getMessage() + System.lineSeparator());
            Files.createFile(Path.of(args[2]));
            System.exit(1);
            return;
        }
        Lifeline.stopAtTheEnd(() -> stop(server));

        console.release();
        AddressTable table = AddressTable.fromManagementBeans();
        System.out.println();
        System.out.println(table);
        table.commandToSendAMail().ifPresent(command -> System.out.println("Send a mail with:\n\n  " + command + "\n"));
        if (given.application().isEmpty()) {
            System.out.println("Mail goes to " + given.mailDirectory().toAbsolutePath() + ".");
        }
        System.out.println("Ctrl-C stops the server.");
        System.out.println();
        new CountDownLatch(1).await();
    }

    private static EmbeddedServer started(GivenProperties given, Path application)
            throws IOException, GlassFishException, DeploymentFailedException {
        AdapterProperties.of(application).check(given.forTheAdapter().keySet());
        given.forThisJvm().forEach(System::setProperty);
        if (given.needsKeyStore()) {
            DevelopmentKeyStore.in(TARGET, Clock.systemUTC()).forThisJvm().forEach(System::setProperty);
        }
        ContainerKeyStore.check();
        EmbeddedServer server = EmbeddedServer.start(TARGET, ContainerKeyStore.password());
        server.administrator().configureAdapter(Administrator.adapterName(APPLICATION), given.forTheAdapter());
        try {
            server.administrator().deploy(APPLICATION, application);
            return server;
        } catch (DeploymentFailedException e) {
            server.stop();
            throw e;
        }
    }

    private static void stop(EmbeddedServer server) {
        System.out.println("Stopping.");
        server.administrator().undeploy(APPLICATION);
        server.stop();
    }
}
