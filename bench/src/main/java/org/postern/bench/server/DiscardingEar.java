package org.postern.bench.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.postern.ra.ContainerOnly;

/**
 * The packaged application with other beans: they forget each message.
 *
 * @param packaged the EAR that was built
 * @param beans how many; the first takes the mail of the clients
 * @param kind of what is in it: {@link ContainerOnly} comes in the adapter's place, or a data source into the application
 */
record DiscardingEar(Path packaged, int beans, Whole.Kind kind) {
    /** Where the adapter finds the data source of its log. */
    static final String DATA_SOURCE = "java:app/jdbc/log";

    private static final String APPLICATION = "META-INF/application.xml";
    private static final String APPLICATION_ENDS = "</application>";
    private static final String ADAPTER = "postern.rar";
    private static final String DESCRIPTOR = "META-INF/ra.xml";
    private static final List<String> INSTEAD = List.of(
            "org/postern/ra/ContainerOnly.class",
            "org/postern/ra/ContainerOnly$1.class",
            "org/postern/ra/ContainerOnly$2.class",
            "org/postern/bench/server/BlindConnection.class",
            "org/postern/bench/server/BlindAnswers.class",
            "org/postern/bench/server/BlindAnswers$Next.class");

    private static final String BEANS = "ejb-listener.jar";
    private static final String CLASS = DiscardingBean.class.getName().replace('.', '/') + ".class";

    Path write(Path ear) throws IOException {
        try (InputStream file = Files.newInputStream(packaged);
                ZipInputStream in = new ZipInputStream(file);
                OutputStream target = Files.newOutputStream(ear);
                ZipOutputStream out = new ZipOutputStream(target)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = entry.getName().equals(BEANS) ? jar() : in.readAllBytes();
                add(out, entry.getName(), changed(entry.getName(), content));
            }
        }
        return ear;
    }

    private byte[] changed(String name, byte[] content) throws IOException {
        if (kind == Whole.Kind.CONTAINER && name.equals(ADAPTER)) {
            return containerOnly(content);
        }
        return kind == Whole.Kind.LOG && name.equals(APPLICATION) ? withDataSource(content) : content;
    }

    private static byte[] withDataSource(byte[] descriptor) {
        return new String(descriptor, StandardCharsets.UTF_8)
                .replace(APPLICATION_ENDS, """
                          <data-source>
                            <name>%s</name>
                            <class-name>org.h2.jdbcx.JdbcDataSource</class-name>
                            <url>jdbc:h2:mem:log;DB_CLOSE_DELAY=-1</url>
                          </data-source>
                        %s""".formatted(DATA_SOURCE, APPLICATION_ENDS))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Its descriptor names another class, which is in one more jar. */
    private static byte[] containerOnly(byte[] adapter) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(adapter));
                ZipOutputStream out = new ZipOutputStream(octets)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                add(out, entry.getName(), entry.getName().equals(DESCRIPTOR) ? named(content) : content);
            }
            ByteArrayOutputStream classes = new ByteArrayOutputStream();
            try (ZipOutputStream jar = new ZipOutputStream(classes)) {
                for (String name : INSTEAD) {
                    add(jar, name, resource(name));
                }
            }
            add(out, "container-only.jar", classes.toByteArray());
        }
        return octets.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DiscardingEar.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return in.readAllBytes();
        }
    }

    private static byte[] named(byte[] descriptor) {
        return new String(descriptor, StandardCharsets.UTF_8)
                .replace("org.postern.ra.SmtpResourceAdapter", ContainerOnly.class.getName())
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] jar() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(octets)) {
            add(out, CLASS, resource(CLASS));
            add(out, "META-INF/ejb-jar.xml", descriptor().getBytes(StandardCharsets.UTF_8));
        }
        return octets.toByteArray();
    }

    private String descriptor() {
        StringBuilder text = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <ejb-jar xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0">
                  <enterprise-beans>
                """);
        for (int i = 0; i < beans; i++) {
            text.append("""
                        <message-driven>
                          <ejb-name>Discarding%d</ejb-name>
                          <ejb-class>%s</ejb-class>
                          <messaging-type>org.postern.api.MailListener</messaging-type>
                          <transaction-type>Container</transaction-type>
                          <activation-config>
                            <activation-config-property>
                              <activation-config-property-name>recipients</activation-config-property-name>
                              <activation-config-property-value>%s</activation-config-property-value>
                            </activation-config-property>
                          </activation-config>
                        </message-driven>
                    """.formatted(i, DiscardingBean.class.getName(), recipients(i)));
        }
        return text.append("""
                  </enterprise-beans>
                </ejb-jar>
                """).toString();
    }

    /** All mail if there is one bean; else one has that of the clients, and each other one a mailbox: no two may want the same. */
    private String recipients(int bean) {
        if (beans == 1) {
            return "*";
        }
        return bean == 0 ? "orders@example.org" : "desk" + bean + "@example.org";
    }

    private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
