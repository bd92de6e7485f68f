package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that is a module requires these names, so they stay; without one in its manifest a jar is named after its file. */
class ModuleNamesIT {
    @ParameterizedTest
    @CsvSource({
        "org.postern.api, org.postern.api.MailListener",
        "org.postern.mime, org.postern.mime.MailContent",
        "org.postern.endpoint, org.postern.endpoint.OnMail"
    })
    void eachJarThatBeansAreCompiledAgainstIsTheModuleOfItsPackage(String module, String type) throws Exception {
        ModuleDescriptor descriptor =
                ModuleFinder.of(jarOf(type)).findAll().iterator().next().descriptor();
        assertThat(descriptor.name()).isEqualTo(module);
        assertThat(descriptor.packages()).allMatch(name -> name.equals(module) || name.startsWith(module + "."));
    }

    private static Path jarOf(String type) throws ClassNotFoundException, URISyntaxException {
        return Path.of(Class.forName(type)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
