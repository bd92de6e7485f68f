package org.postern.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How an administrator of this server sets properties of an adapter. */
final class ServerCommand {
    private static final Pattern DEPLOYMENT = Pattern.compile("(?<archive>[A-Za-z0-9._-]+\\.(ear|war|rar))#.*");

    private final String server;

    /** @param serverInfo as the servlet container calls itself */
    ServerCommand(String serverInfo) {
        this.server = serverInfo.toLowerCase(Locale.ROOT);
    }

    /** Ready to be copied, but for passwords, which are never repeated. Empty if there is nothing to set. */
    String toSet(String adapter, Map<String, String> properties) {
        if (properties.isEmpty()) {
            return "";
        }
        if (server.contains("payara") || server.contains("glassfish")) {
            return forAsadmin(adapter, properties);
        }
        if (server.contains("wildfly") || server.contains("undertow")) {
            return forWildFly(adapter, properties);
        }
        return join(properties, "", "\n");
    }

    /** What the adapter calls itself is the name of its configuration only as long as it was made of the names of archives. */
    private static String forAsadmin(String adapter, Map<String, String> properties) {
        String name = oneLine(adapter);
        return "# If adapterName is set, or if a number was added behind the name, write the name of the deployed archive\n"
                + "# (APPLICATION#RAR, or that of a RAR by itself) instead of " + name + "\n"
                + "asadmin set "
                + join(properties, "resources.resource-adapter-config." + escaped(name) + ".property.", " ");
    }

    /** A dot divides the names of asadmin. */
    private static String escaped(String name) {
        return name.replace(".", "\\.");
    }

    /**
     * The expressions that the page about WildFly has in the descriptor of the bean: {@code ${postern.keyStore:container}}. They are
     * read when the application is deployed.
     */
    private static String forWildFly(String adapter, Map<String, String> properties) {
        List<String> lines = new ArrayList<>();
        lines.add("jboss-cli.sh --connect <<'END'");
        for (Map.Entry<String, String> one : properties.entrySet()) {
            String resource = "/system-property=postern." + one.getKey();
            String value = '"' + oneLine(shown(one)).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            lines.add("if (outcome != success) of " + resource + ":read-resource");
            lines.add(resource + ":add(value=" + value + ")");
            lines.add("else");
            lines.add(resource + ":write-attribute(name=value,value=" + value + ")");
            lines.add("end-if");
        }
        Matcher deployment = DEPLOYMENT.matcher(adapter);
        if (deployment.matches()) {
            lines.add("/deployment=" + deployment.group("archive") + ":redeploy");
        }
        lines.add("END");
        if (!deployment.matches()) { // What the server calls it is not known.
            lines.add("# Then deploy the application again.");
        }
        return String.join("\n", lines);
    }

    private static String join(Map<String, String> properties, String prefix, String between) {
        return properties.entrySet().stream()
                .map(one -> quoted(prefix + one.getKey() + "=" + shown(one)))
                .collect(Collectors.joining(between));
    }

    private static String shown(Map.Entry<String, String> property) {
        return property.getKey().endsWith("Password") ? "PASSWORD" : property.getValue();
    }

    /** What stands behind the end of a line would be a command. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** For a shell of POSIX: nothing within single quotes means anything. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
