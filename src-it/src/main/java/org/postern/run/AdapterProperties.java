package org.postern.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The properties that the packaged adapter has, as its {@code ra.xml} lists them. Payara ignores a property with a name
 * that the adapter does not know, so this class has to notice.
 */
final class AdapterProperties {
    private static final String ADAPTER = "postern.rar";
    private static final String DESCRIPTOR = "META-INF/ra.xml";

    private final Set<String> names;

    private AdapterProperties(Set<String> names) {
        this.names = names;
    }

    static AdapterProperties of(Path ear) throws IOException {
        try (InputStream file = Files.newInputStream(ear)) {
            byte[] adapter = entry(file, ADAPTER);
            byte[] descriptor = entry(new ByteArrayInputStream(adapter), DESCRIPTOR);
            return new AdapterProperties(names(descriptor));
        }
    }

    /** Refuses names that the adapter does not have, with all that it has. */
    void check(Collection<String> given) throws DeploymentFailedException {
        Set<String> unknown = new TreeSet<>(given);
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            throw new DeploymentFailedException("The adapter has no property " + String.join(", ", unknown)
                    + ". Its properties are " + String.join(", ", names) + ".");
        }
    }

    private static byte[] entry(InputStream archive, String name) throws IOException {
        ZipInputStream zip = new ZipInputStream(archive);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(name)) {
                return zip.readAllBytes();
            }
        }
        throw new IOException("The application has no " + name);
    }

    private static Set<String> names(byte[] descriptor) throws IOException {
        try {
            NodeList found = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(descriptor))
                    .getElementsByTagName("config-property-name");
            Set<String> names = new TreeSet<>();
            for (int i = 0; i < found.getLength(); i++) {
                names.add(found.item(i).getTextContent().strip());
            }
            return names;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("The adapter's " + DESCRIPTOR + " cannot be read", e);
        }
    }
}
