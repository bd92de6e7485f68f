package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.spi.InvalidPropertyException;
import java.net.URI;
import java.net.URL;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ra.config.AdapterIdentity;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.Property;

class AdapterIdentityTest {
    @ParameterizedTest
    @CsvSource({
        "file:/opt/payara6/glassfish/domains/domain1/applications/shop/postern_rar/postern-rar.jar, shop#postern",
        "file:/tmp/gfembed8412735tmp/applications/shop/postern_rar/postern-rar.jar, shop#postern",
        "file:/tmp/gfembed99tmp/applications/shop~2.1/postern_rar/postern-rar.jar, shop#postern",
        "file:/home/me/my%20shop/smtp_rar/postern-rar.jar, my_20shop#smtp",
        "file:/opt/payara6/glassfish/domains/domain1/applications/postern/postern-rar.jar, postern",
        "file:/opt/payara6/glassfish/domains/domain1/applications/mail~1/postern-rar.jar, mail",
        "file:/content/shop.ear/postern.rar/postern-rar.jar, shop#postern",
        "file:/content/postern.rar/postern-rar.jar/, postern",
        "file:/srv/apps/expanded/shop.ear/postern.rar/postern-rar.jar, shop#postern",
        "jar:file:/srv/apps/shop.ear/postern.rar!/postern-rar.jar, shop#postern",
        "jar:file:/srv/dropins/mail.rar!/postern-rar.jar, mail",
        "file:/srv/workarea/org.eclipse.osgi/53/0/.cp/postern-rar.jar, postern",
        "file:/srv/build/classes/, postern"
    })
    void withoutANameItIsThatOfApplicationAndArchive(String classes, String name) throws Exception {
        URL place = URI.create(classes).toURL();

        assertThat(AdapterIdentity.ofPlace(place).name()).isEqualTo(name);
    }

    @Test
    void aNameForFilesIsThatOfNoOtherAdapterServerOrAddress() {
        AdapterIdentity adapter = new AdapterIdentity("shop#postern");
        String name = adapter.fileName("/srv/one", "smtp://0.0.0.0:25");

        assertThat(name).startsWith("shop#postern-").isEqualTo(adapter.fileName("/srv/one", "smtp://0.0.0.0:25"));
        assertThat(Set.of(
                        name,
                        adapter.fileName("/srv/two", "smtp://0.0.0.0:25"),
                        adapter.fileName("/srv/one", "smtp://0.0.0.0:2525"),
                        adapter.fileName("/srv/one", ""),
                        adapter.fileName("", "/srv/one"),
                        new AdapterIdentity("shop#other").fileName("/srv/one", "smtp://0.0.0.0:25")))
                .hasSize(6);
    }

    @Test
    void whereNoPlaceIsKnownItIsTheProducts() {
        assertThat(AdapterIdentity.ofPlace(null).name()).isEqualTo("postern");
        assertThat(Settings.adapter().identity().name()).isEqualTo("postern");
    }

    @Test
    void aLongPathIsCut() throws Exception {
        URL place = URI.create("file:/applications/" + "x".repeat(300) + "/postern_rar/a.jar")
                .toURL();

        assertThat(AdapterIdentity.ofPlace(place).name()).isEqualTo("x".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "shop#postern", "shop-2.mail_in", "7"})
    void whatTheAdministratorCallsItWins(String name) {
        assertThat(Settings.adapter(Property.ADAPTER_NAME, name).identity().name())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "../a", ".a", "a b", "a,b", "a=b", "a:b", "a*", "a?", "\"a\"", "ä", "#a"})
    void aNameThatNoFileOrObjectCouldHaveIsRefused(String name) {
        Configuration configuration = Configuration.ofAdapter(Settings.of(Property.ADAPTER_NAME, name));
        AdapterIdentity.read(configuration);

        assertThatThrownBy(() -> configuration.failOnProblems(SmtpResourceAdapter.class))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining("adapterName=\"" + name + "\": write at most 100 letters");
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        Configuration configuration = Configuration.ofAdapter(Settings.of(Property.ADAPTER_NAME, "x".repeat(101)));
        AdapterIdentity.read(configuration);

        assertThatThrownBy(() -> configuration.failOnProblems(SmtpResourceAdapter.class))
                .hasMessageContaining("adapterName");
    }
}
