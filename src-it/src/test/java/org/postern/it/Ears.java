package org.postern.it;

import jakarta.ejb.MessageDriven;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.postern.api.MailListener;
import org.postern.api.MailRejectedException;

/** The EAR that this build made, and others around the same adapter with beans of a test. */
final class Ears {
    private static final File DEPLOYMENTS = new File(System.getProperty("postern.deployments", "target/deployments"));

    /** Where the beans of {@link #withLedger} find it. */
    static final String LEDGER = "java:app/jdbc/ledger";

    /** Where those of {@link #withLedgers} find the other one. */
    static final String SECOND_LEDGER = "java:app/jdbc/second";

    private String application;
    private final List<Bean> beans = new ArrayList<>();
    private final List<File> libraries = new ArrayList<>();
    private String dataSource = "";
    private String limits = "";
    private String roles = "";
    private String assembly = "";
    private final JavaArchive jar = ShrinkWrap.create(JavaArchive.class, "beans.jar");
    private final JavaArchive otherModule = ShrinkWrap.create(JavaArchive.class, "other.jar");
    private boolean api = true;

    private Ears(String application) {
        this.application = application;
    }

    /** The packaged one, with the example bean. */
    static Path packaged() {
        return DEPLOYMENTS.toPath().resolve("postern.ear");
    }

    /** The adapter alone. */
    static Path adapter() {
        return DEPLOYMENTS.toPath().resolve("postern.rar");
    }

    /** The adapter that carries the API, for applications without it. */
    static Path standaloneAdapter() {
        return DEPLOYMENTS.toPath().resolve("postern-standalone.rar");
    }

    /** The operator's page. */
    static Path console() {
        return DEPLOYMENTS.toPath().resolve("postern-console.war");
    }

    /** The beginning of an EAR to be deployed under {@link PosternServer#APPLICATION}. */
    static Ears withBeans() {
        return withBeans(PosternServer.APPLICATION);
    }

    /** The beginning of an EAR to be deployed under that name. */
    static Ears withBeans(String application) {
        return new Ears(application);
    }

    /** Lets it be deployed under another name. */
    Ears named(String name) {
        application = name;
        return this;
    }

    /** Adds a bean whose class has {@link MessageDriven}, with these activation properties. */
    Ears bean(Class<?> type, Map<String, String> activation) {
        beans.add(new Bean(type.getSimpleName(), "", activation));
        return classes(type);
    }

    /** Adds one of several beans of the same class, which does not have {@link MessageDriven}. */
    Ears bean(String name, Class<? extends MailListener> type, Map<String, String> activation) {
        beans.add(new Bean(
                name,
                "<ejb-class>%s</ejb-class><messaging-type>%s</messaging-type>"
                        .formatted(type.getName(), MailListener.class.getName()),
                activation));
        return classes(type);
    }

    /** Adds a data source, and what the misbehaving beans need. */
    Ears withLedger(Ledger ledger) {
        return withLedger(ledger, PlainDataSource.class);
    }

    /** The same with a data source of one's choice. */
    Ears withLedger(Ledger ledger, Class<?> driver) {
        // The driver is the server's own: to WildFly it is a module that applications have to ask for.
        jar.setManifest(new StringAsset("Manifest-Version: 1.0\nDependencies: com.h2database.h2\n"));
        return dataSource(driver, driver == PlainDataSource.class ? url(ledger) : withUser(ledger))
                .classes(PlainDataSource.class);
    }

    /** The same with a database that servers do not bring themselves. */
    Ears withLedger(DerbyLedger ledger, Class<?> driver) {
        libraries.addAll(DerbyLedger.libraries());
        return dataSource(driver, ledger.address());
    }

    /** The same with a database that holds transactions between the two phases of their commit. */
    Ears withLedger(DerbyLedger ledger, Gate gate, GatedXaDataSource.Moment moment) {
        return withLedger(ledger, GatedXaDataSource.class)
                .dataSource(GatedXaDataSource.class, ledger.address() + """
                        <property><name>moment</name><value>%s</value></property>
                        <property><name>gatePort</name><value>%d</value></property>
                        """.formatted(moment, gate.port()))
                .classes(GatedXaDataSource.class);
    }

    /** Lets the beans that want a data source of {@link #withLedger} have one of the server's. */
    Ears withDataSource(String name) {
        dataSource = """
                <resource-ref><res-ref-name>%s</res-ref-name><res-type>%s</res-type>
                <res-auth>Container</res-auth><lookup-name>%s</lookup-name></resource-ref>
                """.formatted(LEDGER, DataSource.class.getName(), name);
        return classes(Misbehaviour.class, Misbehaviour.RollingBack.class, Refusal.class);
    }

    /** Adds the jar of a class. */
    Ears library(Class<?> type) {
        libraries.add(new File(
                type.getProtectionDomain().getCodeSource().getLocation().getPath()));
        return this;
    }

    /** Adds two data sources with XA. */
    Ears withLedgers(Ledger first, Ledger second) {
        withLedger(first);
        dataSource = dataSource(LEDGER, JdbcDataSource.class, withUser(first))
                + dataSource(SECOND_LEDGER, JdbcDataSource.class, withUser(second));
        return this;
    }

    /** TomEE has a user of its own where none is named. */
    private static String withUser(Ledger ledger) {
        return url(ledger) + "<user>" + Ledger.USER + "</user><password>" + Ledger.USER + "</password>";
    }

    private Ears dataSource(Class<?> driver, String address) {
        dataSource = dataSource(LEDGER, driver, address);
        return classes(Misbehaviour.class, Misbehaviour.RollingBack.class, Refusal.class);
    }

    private static String dataSource(String name, Class<?> driver, String address) {
        return "<data-source><name>%s</name><class-name>%s</class-name>%s</data-source>"
                .formatted(name, driver.getName(), address);
    }

    private static String url(Ledger ledger) {
        return "<url>" + ledger.url() + "</url>";
    }

    /** Lets Payara have so many instances of each bean. */
    Ears poolOf(int instances) {
        limits += "<bean-pool><max-pool-size>" + instances + "</max-pool-size></bean-pool>";
        return this;
    }

    /** Lets Payara end the beans' transactions after so many seconds. */
    Ears transactionTimeout(int seconds) {
        limits += "<cmt-timeout-in-seconds>" + seconds + "</cmt-timeout-in-seconds>";
        return this;
    }

    /** Gives a role to the users of a group of the server's realm. */
    Ears role(String role, String group) {
        roles += "<security-role-mapping><role-name>%s</role-name><group-name>%s</group-name></security-role-mapping>"
                .formatted(role, group);
        return this;
    }

    /** Overrides what {@link MailRejectedException} says of itself. */
    Ears rejectionsThatCommit() {
        assembly = """
                <assembly-descriptor><application-exception><exception-class>%s</exception-class><rollback>false</rollback>
                </application-exception></assembly-descriptor>
                """.formatted(MailRejectedException.class.getName());
        return this;
    }

    /** Forgets the listener API. */
    Ears withoutApi() {
        api = false;
        return this;
    }

    /** Has the listener API beside the beans, where the adapter does not see it, and not in lib/. */
    Ears withApiBesideTheBeans() {
        jar.addPackages(true, MailListener.class.getPackage());
        return withoutApi();
    }

    /** Brings the listener API in the web application as well. */
    Ears withApiOfItsOwn() {
        libraries.add(new File(DEPLOYMENTS, "postern-api.jar"));
        return this;
    }

    /** Adds another module with a bean that is started with the application. */
    Ears startup(Class<?> type) {
        otherModule.addClass(type);
        return this;
    }

    /** Adds classes that the beans need. */
    Ears classes(Class<?>... types) {
        jar.addClasses(types);
        return this;
    }

    /** Writes a web application with the same beans for an adapter that is deployed by itself, and without the listener API. */
    Path buildWeb(String adapter) {
        return write(
                web(application, adapter, adapter + ".rar").addAsLibraries(libraries.toArray(File[]::new)), ".war");
    }

    private WebArchive web(String name, String adapter, String adapterOfWildFly) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .merge(jar, "WEB-INF/classes")
                // WildFly shows an adapter's classes to a module that asks.
                .setManifest(
                        new StringAsset("Manifest-Version: 1.0\nDependencies: deployment." + adapterOfWildFly + "\n"))
                .addAsWebInfResource(new StringAsset(ejbJar()), "ejb-jar.xml")
                .addAsWebInfResource(new StringAsset(glassFishEjbJar(adapter)), "glassfish-ejb-jar.xml")
                .addAsWebInfResource(new StringAsset(jbossEjb3(adapterOfWildFly)), "jboss-ejb3.xml");
    }

    /** Writes an EAR in which the beans are in a web application. */
    Path buildWithWeb() {
        // TomEE unpacks x.rar and x.war into one directory.
        WebArchive web = web("beans", application + "#postern", "#postern.rar")
                .setManifest(new StringAsset("Manifest-Version: 1.0\n"));
        return write(ear().addAsModule(web), ".ear");
    }

    /** Writes the EAR below the build directory. */
    Path build() {
        jar.addAsManifestResource(new StringAsset(ejbJar()), "ejb-jar.xml");
        jar.addAsManifestResource(new StringAsset(glassFishEjbJar(application + "#postern")), "glassfish-ejb-jar.xml");
        jar.addAsManifestResource(new StringAsset(jbossEjb3("#postern.rar")), "jboss-ejb3.xml");
        return write(ear().addAsModule(jar), ".ear");
    }

    private EnterpriseArchive ear() {
        EnterpriseArchive ear = ShrinkWrap.create(EnterpriseArchive.class, application + ".ear")
                .addAsLibraries(libraries.toArray(File[]::new))
                .addAsModule(new File(DEPLOYMENTS, "postern.rar"));
        if (api) {
            for (String library : List.of("postern-api.jar", "postern-content.jar", "postern-endpoint.jar")) {
                ear.addAsLibraries(new File(DEPLOYMENTS, library));
            }
        }
        if (!otherModule.getContent().isEmpty()) {
            ear.addAsModule(otherModule);
        }
        return ear;
    }

    private static Path write(Archive<?> archive, String suffix) {
        File file = new File(DEPLOYMENTS, "with-beans-" + archive.getId() + suffix);
        archive.as(ZipExporter.class).exportTo(file, true);
        file.deleteOnExit();
        return file.toPath();
    }

    private String ejbJar() {
        // One for all of them: WildFly registers it for each bean that has it, and refuses the second.
        return IntStream.range(0, beans.size())
                .mapToObj(i -> beans.get(i).ejbJar(i == 0 ? dataSource : ""))
                .collect(Collectors.joining("", """
                        <ejb-jar xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0"><enterprise-beans>
                        """, "</enterprise-beans>" + assembly + "</ejb-jar>"));
    }

    /** Binds the beans to the adapter beside them. Without it Payara looks for the only one that there is. */
    private String glassFishEjbJar(String adapter) {
        return beans.stream()
                .map(bean -> bean.glassFishEjbJar(adapter, limits))
                .collect(Collectors.joining(
                        "",
                        "<glassfish-ejb-jar>" + roles + "<enterprise-beans>",
                        "</enterprise-beans></glassfish-ejb-jar>"));
    }

    /** The same for WildFly, which would give them to its own message broker. */
    private String jbossEjb3(String adapter) {
        return beans.stream()
                .map(bean -> bean.jbossEjb3(adapter))
                .collect(Collectors.joining("", """
                        <jboss:jboss xmlns:jboss="http://www.jboss.com/xml/ns/javaee" version="4.0"
                        xmlns="https://jakarta.ee/xml/ns/jakartaee" xmlns:adapter="urn:resource-adapter-binding:2.0"><assembly-descriptor>
                        """, security() + "</assembly-descriptor></jboss:jboss>"));
    }

    /** WildFly refuses each call of a bean that has roles where the method does not say who may call it. */
    private String security() {
        return roles.isEmpty() ? "" : """
                <sec:security xmlns:sec="urn:security:1.1"><ejb-name>*</ejb-name>
                <sec:missing-method-permissions-deny-access>false</sec:missing-method-permissions-deny-access></sec:security>
                """;
    }

    private record Bean(String name, String declaration, Map<String, String> activation) {
        String ejbJar(String dataSource) {
            return activation.entrySet().stream()
                    .map(property -> """
                            <activation-config-property>
                            <activation-config-property-name>%s</activation-config-property-name>
                            <activation-config-property-value>%s</activation-config-property-value>
                            </activation-config-property>
                            """.formatted(property.getKey(), escaped(property.getValue())))
                    .collect(Collectors.joining(
                            "",
                            "<message-driven><ejb-name>" + name + "</ejb-name>" + declaration
                                    + (activation.isEmpty() ? "" : "<activation-config>"),
                            (activation.isEmpty() ? "" : "</activation-config>") + dataSource + "</message-driven>"));
        }

        String glassFishEjbJar(String adapter, String limits) {
            return """
                    <ejb><ejb-name>%s</ejb-name><mdb-resource-adapter>
                    <resource-adapter-mid>%s</resource-adapter-mid>
                    </mdb-resource-adapter>%s</ejb>
                    """.formatted(name, adapter, limits);
        }

        String jbossEjb3(String adapter) {
            return """
                    <adapter:resource-adapter-binding><ejb-name>%s</ejb-name>
                    <adapter:resource-adapter-name>%s</adapter:resource-adapter-name>
                    </adapter:resource-adapter-binding>
                    """.formatted(name, adapter);
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;");
        }
    }
}
