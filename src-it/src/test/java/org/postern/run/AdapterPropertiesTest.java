package org.postern.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterPropertiesTest {
    private static final String DESCRIPTOR = """
            <connector>
              <config-property><config-property-name>listen</config-property-name></config-property>
              <config-property><config-property-name>keyStore</config-property-name></config-property>
            </connector>
            """;

    private AdapterProperties properties;

    @BeforeEach
    void readAnApplication(@TempDir Path directory) throws IOException {
        byte[] descriptor = DESCRIPTOR.getBytes(StandardCharsets.UTF_8);
        byte[] adapter = archive("META-INF/ra.xml", descriptor);
        Path application = Files.write(directory.resolve("app.ear"), archive("postern.rar", adapter));
        properties = AdapterProperties.of(application);
    }

    @Test
    void acceptsWhatTheAdapterHas() {
        assertThatCode(() -> properties.check(List.of("keyStore", "listen"))).doesNotThrowAnyException();
    }

    @Test
    void namesWhatTheAdapterDoesNotHaveAndWhatItHas() {
        assertThatThrownBy(() -> properties.check(List.of("lisen", "keyStore", "hosName")))
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessage("The adapter has no property hosName, lisen. Its properties are keyStore, listen.");
    }

    private static byte[] archive(String name, byte[] content) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return octets.toByteArray();
    }
}
