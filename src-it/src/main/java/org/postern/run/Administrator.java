package org.postern.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.glassfish.embeddable.CommandResult;
import org.glassfish.embeddable.CommandResult.ExitStatus;
import org.glassfish.embeddable.CommandRunner;

/** What an administrator of Payara does, with the same commands. Unlike the embedded deployer, it notices failures. */
public final class Administrator {
    private final CommandRunner commands;

    /**
     * Works on a server that has been started.
     *
     * @param commands the server's
     */
    public Administrator(CommandRunner commands) {
        this.commands = commands;
    }

    /**
     * Payara's name for our adapter in an application: the names of both, without {@code .rar}.
     *
     * @param application the name under which the application is deployed
     * @return such as {@code shop#postern}
     */
    public static String adapterName(String application) {
        return application + "#postern";
    }

    /**
     * Sets the properties of an adapter that is not deployed at the moment. Earlier ones are forgotten, and empty values
     * are left out: Payara would not hand them over either.
     *
     * @param adapter as {@link #adapterName} gives it
     * @param properties values by name
     */
    public void configureAdapter(String adapter, Map<String, String> properties) {
        commands.run("delete-resource-adapter-config", adapter);
        String list = properties.entrySet().stream()
                .filter(property -> !property.getValue().isEmpty())
                .map(property -> property.getKey() + "=" + escaped(property.getValue()))
                .collect(Collectors.joining(":"));
        List<String> arguments = new ArrayList<>();
        if (!list.isEmpty()) {
            arguments.addAll(List.of("--property", list));
        }
        arguments.add(adapter);
        run("create-resource-adapter-config", arguments.toArray(String[]::new));
    }

    /**
     * Changes one property of an adapter that has been configured, deployed or not.
     *
     * @param adapter as {@link #adapterName} gives it
     * @param property its name
     * @param value what it is to be
     */
    public void setAdapterProperty(String adapter, String property, String value) {
        run("set", "resources.resource-adapter-config." + adapter + ".property." + property + "=" + value);
    }

    /**
     * Disables an application and enables it again.
     *
     * @param name the name under which it was deployed
     */
    public void disableAndEnable(String name) {
        run("disable", name);
        run("enable", name);
    }

    /**
     * Deploys an archive.
     *
     * @param name the name of the application
     * @param archive an EAR
     * @throws DeploymentFailedException with the adapter's own message, if that is why
     */
    public void deploy(String name, Path archive) throws DeploymentFailedException {
        try (FailureLog log = FailureLog.attach()) {
            CommandResult result = commands.run("deploy", "--name", name, archive.toString());
            if (result.getExitStatus() == ExitStatus.FAILURE) {
                throw new DeploymentFailedException(log.adaptersReason()
                        .orElseGet(() -> "Cannot deploy " + name + ": "
                                + log.otherReason().orElseGet(() -> text(result))));
            }
        }
    }

    /**
     * Undeploys an application.
     *
     * @param name the name under which it was deployed
     */
    public void undeploy(String name) {
        run("undeploy", name);
    }

    /**
     * Tells what is deployed.
     *
     * @return the server's list of applications
     */
    public String applications() {
        return run("list-applications");
    }

    private String run(String command, String... arguments) {
        CommandResult result = commands.run(command, arguments);
        if (result.getExitStatus() == ExitStatus.FAILURE) {
            throw new IllegalStateException(
                    command + " " + Arrays.toString(arguments) + ": " + text(result), result.getFailureCause());
        }
        return text(result);
    }

    /** The output begins with the name of a class that makes reports. */
    private static String text(CommandResult result) {
        return result.getOutput()
                .replaceFirst("^PlainTextActionReporter[A-Z]*", "")
                .strip();
    }

    /** The server splits the list at colons and equals signs, and honours quotes. */
    static String escaped(String value) {
        return value.replaceAll("[\\\\:=\"']", "\\\\$0");
    }
}
