package org.postern.bench.server;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The packaged application with other beans: they forget each message.
 *
 * @param packaged the EAR that was built
 * @param beans how many; the first takes what no other does, and each other one mailbox
 */
record DiscardingEar(Path packaged, int beans) {
    private static final String BEANS = "ejb-listener.jar";
    private static final String CLASS = DiscardingBean.class.getName().replace('.', '/') + ".class";

    Path write(Path ear) throws IOException {
        try (InputStream file = Files.newInputStream(packaged);
                ZipInputStream in = new ZipInputStream(file);
                OutputStream target = Files.newOutputStream(ear);
                ZipOutputStream out = new ZipOutputStream(target)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                boolean replaced = entry.getName().equals(BEANS);
                add(out, entry.getName(), replaced ? jar() : in.readAllBytes());
            }
        }
        return ear;
    }

    private byte[] jar() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(octets);
                InputStream type = DiscardingBean.class.getResourceAsStream("/" + CLASS)) {
            if (type == null) {
                throw new FileNotFoundException(CLASS);
            }
            add(out, CLASS, type.readAllBytes());
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
                    """.formatted(i, DiscardingBean.class.getName(), i == 0 ? "*" : "desk" + i + "@example.org"));
        }
        return text.append("""
                  </enterprise-beans>
                </ejb-jar>
                """).toString();
    }

    private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
