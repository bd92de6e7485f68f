package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The {@code server.xml} of an Open Liberty, which looks at it twice a second. */
final class LibertyConfiguration {
    private static final String FEATURES = Map.of(
                    "connectors", "2.1",
                    "mdb", "4.0",
                    "enterpriseBeansLite", "4.0",
                    "mail", "2.1",
                    "jsonp", "2.1",
                    "jdbc", "4.3",
                    "jndi", "1.0",
                    "transportSecurity", "1.0",
                    "appSecurity", "5.0")
            .entrySet()
            .stream()
            .map(feature -> "<feature>" + feature.getKey() + "-" + feature.getValue() + "</feature>")
            .collect(Collectors.joining());

    /** Groups are no roles by themselves. */
    private static final String ROLES =
            "<application-bnd><security-role name=\"clerk\"><group name=\"clerk\"/></security-role></application-bnd>";

    /** The library with the drivers of data sources that applications define. */
    private static final String DRIVERS = "drivers";

    private final Path file;
    private final Path drivers;
    private final int httpPort = FreePorts.on("127.0.0.1");
    private final int httpsPort = FreePorts.on("127.0.0.1");
    private final Map<String, String> applications = new LinkedHashMap<>();
    private final Map<String, String> passwords = new TreeMap<>();
    private final Map<String, String> groups = new TreeMap<>();
    private final Map<String, String> dataSources = new TreeMap<>();
    private String adapter = "";
    private int transactionSeconds;

    /** @param drivers a directory with jars of database drivers */
    LibertyConfiguration(Path file, Path drivers) {
        this.file = file;
        this.drivers = drivers;
    }

    /** Adds an application that brings its adapter, or changes it. */
    void add(String application, Path ear, Map<String, String> adapterProperties) throws IOException {
        String properties = "properties." + application + ".postern";
        add(
                application,
                ear,
                properties,
                classLoader("")
                        + "<resourceAdapter id=\"postern\">"
                        + element(properties, adapterProperties)
                        + "</resourceAdapter>");
    }

    /** Adds one that uses the adapter that is deployed by itself. */
    void add(String application, Path archive) throws IOException {
        add(application, archive, "properties.postern", classLoader(" classProviderRef=\"postern\""));
    }

    private static String classLoader(String more) {
        return "<classloader commonLibraryRef=\"%s\"%s/>".formatted(DRIVERS, more);
    }

    private void add(String application, Path archive, String properties, String inside) throws IOException {
        String activations = LibertyBeans.in(archive).entrySet().stream()
                .map(bean -> "<activationSpec id=\"%s/%s\"><%s.%s/></activationSpec>"
                        .formatted(application, bean.getKey(), properties, bean.getValue()))
                .collect(Collectors.joining("\n"));
        applications.put(
                application,
                "<application id=\"%s\" name=\"%1$s\" location=\"%s\">%s%s</application>\n%s"
                        .formatted(application, archive.toAbsolutePath(), inside, ROLES, activations));
        write();
    }

    void addAdapter(Path rar, Map<String, String> properties) {
        adapter = "<resourceAdapter id=\"postern\" location=\"%s\">%s</resourceAdapter>"
                .formatted(rar.toAbsolutePath(), element("properties.postern", properties));
        write();
    }

    void remove(String application) {
        applications.remove(application);
        write();
    }

    void removeAdapter() {
        adapter = "";
        write();
    }

    /** With the tests' own drivers. */
    void addDataSource(String name, String url) {
        dataSources.put(name, """
                <dataSource id="%s" jndiName="jdbc/%1$s" type="javax.sql.DataSource" validationTimeout="5s">
                <jdbcDriver libraryRef="%s" javax.sql.DataSource="org.h2.jdbcx.JdbcDataSource"/>
                <properties URL="%s" user="%s" password="%4$s"/></dataSource>
                """.formatted(name, DRIVERS, escaped(url), Ledger.USER));
        write();
    }

    void removeDataSource(String name) {
        dataSources.remove(name);
        write();
    }

    /** Zero is what Liberty has by default. */
    void limitTransactions(int seconds) {
        transactionSeconds = seconds;
        write();
    }

    void addUser(String name, String password, String group) {
        passwords.put(name, password);
        groups.put(name, group);
        write();
    }

    void write() {
        String users = passwords.entrySet().stream()
                .map(user -> "<user name=\"%s\" password=\"%s\"/>".formatted(user.getKey(), escaped(user.getValue())))
                .collect(Collectors.joining());
        String members = groups.entrySet().stream()
                .map(user ->
                        "<group name=\"%s\"><member name=\"%s\"/></group>".formatted(user.getValue(), user.getKey()))
                .collect(Collectors.joining());
        try {
            Files.writeString(file, """
                    <server>
                      <featureManager>%s</featureManager>
                      <config updateTrigger="polled" monitorInterval="500ms"/>
                      <!-- It has few threads while it starts, and adds none before it has: beans wait for them. -->
                      <executor coreThreads="20"/>
                      <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="%d"/>
                      <keyStore id="defaultKeyStore" password="%s"/>
                      <transaction totalTranLifetimeTimeout="%ds"/>
                      <library id="%s"><fileset dir="%s" includes="*.jar"/></library>
                      <basicRegistry id="basic" realm="basic">%s%s</basicRegistry>
                      %s
                      %s
                      %s
                    </server>
                    """.formatted(
                            FEATURES,
                            httpPort,
                            httpsPort,
                            TestKeyStore.PASSWORD,
                            transactionSeconds,
                            DRIVERS,
                            drivers,
                            users,
                            members,
                            String.join("\n", dataSources.values()),
                            adapter,
                            String.join("\n", applications.values())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String element(String name, Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> " %s=\"%s\"".formatted(property.getKey(), escaped(property.getValue())))
                .collect(Collectors.joining("", "<" + name, "/>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
