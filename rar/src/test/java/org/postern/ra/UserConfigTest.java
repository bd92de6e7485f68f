package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.Property;
import org.postern.ra.config.UserConfig;

class UserConfigTest {
    private static UserConfig read(String listen) {
        ActivationConfig endpoint = Settings.endpoint(Property.LISTEN, listen);
        return endpoint.listen().get(0).users();
    }

    private static String problem(Object... values) {
        Configuration configuration = Configuration.ofAdapter(Settings.of(values));
        ActivationConfig.read(configuration);
        try {
            configuration.failOnProblems(SmtpResourceAdapter.class);
            return "";
        } catch (jakarta.resource.spi.InvalidPropertyException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://127.0.0.1:25, false, false",
        "smtp://127.0.0.1:2525, true, false",
        "smtps://127.0.0.1, true, false",
        "submission://127.0.0.1, true, true",
        "submissions://127.0.0.1:25, true, true",
        "smtp://127.0.0.1:25?authentication=offer, true, false",
        "smtp://127.0.0.1:2525?authentication=never, false, false",
        "smtp://127.0.0.1:2525?authentication=require, true, true",
        "submission://127.0.0.1?authentication=require, true, true",
    })
    void dependsOnTheAddressUnlessItIsSaid(String listen, boolean known, boolean required) {
        assertThat(read(listen)).isEqualTo(new UserConfig(known, required));
    }

    @Test
    void submissionCannotDoWithoutUsers() {
        assertThat(problem(Property.LISTEN, "submission://127.0.0.1:587", Property.AUTHENTICATION, "never"))
                .contains("authentication=\"never\": submission://127.0.0.1:587 is for users who authenticate");
        assertThat(problem(Property.LISTEN, "smtp://127.0.0.1:2525", Property.AUTHENTICATION, "sometimes"))
                .contains("authentication=\"sometimes\": write never or offer or require");
        assertThat(problem(Property.SENDERS_OF_USERS, "%u@")).contains("\"%u@\" is no pattern");
    }

    @Test
    void usersAreLookedForOnlyWhereThereCanBeTls() {
        assertThat(Settings.endpoint().knowsUsers()).isFalse();
        assertThat(Settings.endpoint(Property.CERTIFICATE_BINDINGS, "*=mx").knowsUsers())
                .isTrue();
        assertThat(Settings.endpoint(Property.CERTIFICATE_BINDINGS, "*=mx", Property.AUTHENTICATION, "never")
                        .knowsUsers())
                .isFalse();
        assertThat(Settings.endpoint(Property.NETWORKS_OF_PROXIES, "127.0.0.1").knowsUsers())
                .isTrue();
    }
}
