package ${package};

import java.nio.file.Path;
import java.util.List;
import org.glassfish.embeddable.CommandResult;
import org.glassfish.embeddable.CommandResult.ExitStatus;
import org.glassfish.embeddable.GlassFish;
import org.glassfish.embeddable.GlassFishException;
import org.glassfish.embeddable.GlassFishProperties;
import org.glassfish.embeddable.GlassFishRuntime;

/** Payara with what is packaged, on loopback only: for "mvn -Prun", and for the integration test. */
public final class LocalServer {
#if ($kind == "ear")
    private static final String ADAPTER = "${artifactId}#postern";
#else
    private static final String ADAPTER = "postern";
#end
    private static final String READY = """
            Mail is taken at %s. Ctrl-C stops the server. Tickets are shown by

              java -cp %s org.h2.tools.Shell -url '%s' -sql 'SELECT * FROM TICKET'

            """;

    private final GlassFish payara;

    private LocalServer(GlassFish payara) {
        this.payara = payara;
    }

    /** Arguments: where mail is taken, the database, and the archives in the order in which they are deployed. */
    public static void main(String[] args) throws GlassFishException {
        String listen = args[0];
        String database = args[1];
        LocalServer server = start();
        server.asadmin("set", "resources.jdbc-connection-pool.example-database.property.URL=" + database);
        server.asadmin("create-resource-adapter-config", "--property", "listen=" + listen.replace(":", "\\:"), ADAPTER);
        for (String archive : List.of(args).subList(2, args.length)) {
            server.asadmin("deploy", archive);
        }
        System.out.printf(READY, listen, jar(), database);
    }

    /** The server's, which has the driver of the database in it. */
    private static String jar() {
        return GlassFish.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private static LocalServer start() throws GlassFishException {
        GlassFishProperties properties = new GlassFishProperties();
        properties.setConfigFileURI(Path.of("src/test/server/domain.xml").toUri().toString());
        properties.setProperty("glassfish.embedded.tmpdir", "target/payara");
        LocalServer server = new LocalServer(GlassFishRuntime.bootstrap().newGlassFish(properties));
        server.payara.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        // It has been started by Maven or by a test, and does not outlive them.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        return server;
    }

    private void asadmin(String command, String... arguments) throws GlassFishException {
        CommandResult result = payara.getCommandRunner().run(command, arguments);
        if (result.getExitStatus() == ExitStatus.FAILURE) {
            System.err.println(result.getOutput());
            System.exit(1);
        }
    }

    private void stop() {
        try {
            payara.dispose();
        } catch (GlassFishException e) {
            System.err.println("The server does not stop: " + e);
        }
    }
}
