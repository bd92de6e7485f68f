package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.resource.spi.InvalidPropertyException;
import java.beans.PropertyDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.AdapterConfig;
import org.postern.ra.config.AddressLimits;
import org.postern.ra.config.Bounds;
import org.postern.ra.config.CertificateConfig;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.Property;

class ConfigurationTest {
    static Stream<Property> numbers() {
        return Stream.of(Property.values()).filter(property -> property.bounds().isPresent());
    }

    static Stream<Property> choices() {
        return Stream.of(Property.values()).filter(property -> !property.words().isEmpty());
    }

    @Test
    void withoutAnyValueTheDefaultsAreInForceAndValid() {
        assertThatNoException().isThrownBy(() -> check(Map.of()));

        ActivationConfig endpoint = Settings.endpoint();
        assertThat(endpoint.listen()).singleElement().satisfies(one -> assertThat(one.address())
                .hasToString("smtp://127.0.0.1:2525"));
        AddressLimits limits = AddressLimits.read(Configuration.ofAdapter(Map.of()));
        assertThat(limits.conversation().content().maxMessageBytes()).isEqualTo(26_214_400);
        assertThat(limits.timeouts().command()).isEqualTo(Duration.ofMinutes(5));
        assertThat(endpoint.certificates().bindings().all()).isEmpty();
        AdapterConfig adapter = Settings.adapter();
        assertThat(adapter.ioThreads())
                .isEqualTo(Math.min(8, Runtime.getRuntime().availableProcessors()));
        assertThat(adapter.spoolDirectory()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void theBoundsThemselvesAreAllowed(Property property) {
        Bounds bounds = property.bounds().orElseThrow();

        assertThatNoException().isThrownBy(() -> check(Settings.of(property, bounds.min())));
        assertThatNoException().isThrownBy(() -> check(Settings.of(property, " " + bounds.max() + " ")));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void whatIsBeyondTheBoundsIsRefusedWithNameValueAndBounds(Property property) {
        Bounds bounds = property.bounds().orElseThrow();
        for (String value : new String[] {
            Long.toString(bounds.min() - 1), Long.toString(bounds.max() + 1), "ten", "1.5", "99999999999999999999"
        }) {
            InvalidPropertyException failure = problems(Settings.of(property, value));

            assertThat(failure)
                    .hasMessageContaining(property.beanName() + "=\"" + value + "\": write a whole number from "
                            + bounds + ", or leave it out for " + property.defaultValue());
            assertThat(failure.getInvalidPropertyDescriptors())
                    .singleElement()
                    .extracting(PropertyDescriptor::getName)
                    .isEqualTo(property.beanName());
        }
    }

    /** The reference lists what {@link Property} says, and the reader takes what it knows. */
    @ParameterizedTest
    @MethodSource("choices")
    void whatIsNoneOfTheWordsIsRefusedWithAllOfThem(Property property) {
        assertThat(problems(Settings.of(property, "nonsense")))
                .hasMessageContaining(property.beanName() + "=\"nonsense\": write "
                        + property.words().stream().sorted().collect(Collectors.joining(" or ")))
                .hasMessageMatching(".* or \\S+[.;].*");
    }

    @ParameterizedTest
    @EnumSource(Property.class)
    void anExpressionThatTheContainerLeftIsAFaultOfItsOwn(Property property) {
        assertThat(problems(Settings.of(property, "${ENV=POSTERN}")))
                .hasMessageStartingWith("The configuration has a problem: " + property.beanName() + "=")
                .hasMessageContaining("the container did not replace the expression");
    }

    @ParameterizedTest
    @CsvSource({
        "BARE_LINE_FEED, keep, write accept or reject",
        "HOST_NAME, my host, write the fully qualified name",
        "HOST_NAME, '[127.0.0.1]', write the fully qualified name",
        "CERTIFICATE_BINDINGS, nonsense, certificateBindings",
        "KEY_STORE, jks:/keys, 'Write container, file:PATH'",
        "TLS, always, write never or offer or require",
        "TRUST_STORE, jks:/trust, is not understood",
        "KEY_STORE_TYPE, PKCS99, is not known",
        "LISTEN, smtp://localhost, Write it as in",
        "SPOOL_DIRECTORY, /not/there, write the path of a directory"
    })
    void aValueThatMakesNoSenseIsRefusedWithWhatToDo(Property property, String value, String remedy) {
        assertThat(problems(Settings.of(property, value)))
                .hasMessageContaining(value)
                .hasMessageContaining(remedy);
    }

    @Test
    void aValueThatAnAddressSetsForItselfIsCheckedToo() {
        assertThat(problems(Settings.of(Property.LISTEN, "smtp://127.0.0.1:25?tls=always")))
                .hasMessageContaining("tls=\"always\": write never or offer or require.");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        InvalidPropertyException failure = problems(Settings.of(
                Property.LISTEN, "smtp://localhost, http://127.0.0.1",
                Property.MAX_ERRORS, "many",
                Property.CERTIFICATE_BINDINGS, "*=a, *=b",
                Property.IO_THREADS, "-1"));

        assertThat(failure)
                .hasMessageStartingWith("The configuration has 5 problems: ")
                .hasMessageContaining("localhost")
                .hasMessageContaining("http://127.0.0.1")
                .hasMessageContaining("maxErrors=\"many\"")
                .hasMessageContaining("certificateBindings")
                .hasMessageContaining("ioThreads=\"-1\"");
        assertThat(failure.getInvalidPropertyDescriptors())
                .extracting(PropertyDescriptor::getName)
                .containsExactlyInAnyOrder("listen", "maxErrors", "certificateBindings", "ioThreads");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ".*PASSWORD(_[23])?")
    void aPasswordIsNeverShown(Property property) {
        assertThat(problems(Settings.of(property, "${secret}")))
                .hasMessageContaining(property.beanName() + "=(not shown): ")
                .hasMessageNotContaining("secret");
        assertThat(problems(Settings.of(property, "secret", Property.KEY_STORE, "nonsense")))
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatIsWrongWithKeyStoresAndTheirPasswordsIsToldAtOnce() {
        assertThat(problems(Settings.of(
                        Property.KEY_STORE, "file:, nonsense",
                        Property.KEY_STORE_TYPE, "PCKS12",
                        Property.KEY_STORE_PASSWORD_2, "${ALIAS=second}")))
                .hasMessageStartingWith("The configuration has 4 problems: ")
                .hasMessageContaining("keyStorePassword2=(not shown): ")
                .hasMessageNotContaining("ALIAS");
    }

    @Test
    void theRemedyNamesThePasswordsThatWereGiven() {
        assertThat(namesOfPasswords()).isEqualTo("keyStorePassword trustStorePassword");
        assertThat(namesOfPasswords(Property.KEY_STORE_PASSWORD, "a, b", Property.TRUST_STORE_PASSWORD_2, "c"))
                .isEqualTo("keyStorePassword trustStorePassword2");
        assertThat(namesOfPasswords(
                        Property.KEY_STORE_PASSWORD,
                        "a",
                        Property.KEY_STORE_PASSWORD_2,
                        "b",
                        Property.KEY_STORE_PASSWORD_3,
                        "c",
                        Property.TRUST_STORE_PASSWORD,
                        "d"))
                .isEqualTo("keyStorePassword or keyStorePassword2 or keyStorePassword3 trustStorePassword");
    }

    @Test
    void allPasswordsThatWereGivenAreTried() {
        CertificateConfig config = certificates(
                Property.KEY_STORE_PASSWORD,
                "a, b",
                Property.KEY_STORE_PASSWORD_2,
                "c",
                Property.KEY_STORE_PASSWORD_3,
                "d",
                Property.TRUST_STORE_PASSWORD,
                "e",
                Property.TRUST_STORE_PASSWORD_2,
                "f");

        assertThat(config.keyStores().storePasswords()).containsExactly("a, b", "c", "d");
        assertThat(config.trustStores().storePasswords()).containsExactly("e", "f");
    }

    private static String namesOfPasswords(Object... settings) {
        CertificateConfig config = certificates(settings);
        return config.keyStores().names().password() + " "
                + config.trustStores().names().password();
    }

    private static CertificateConfig certificates(Object... settings) {
        return ActivationConfig.read(Configuration.ofAdapter(Settings.of(settings)))
                .certificates();
    }

    @Test
    void anActivationWinsOverTheAdapterAndTheAdapterOverTheDefault() {
        Configuration configuration = Configuration.ofActivation(
                Settings.of(Property.MAX_ERRORS, 3), Settings.of(Property.MAX_ERRORS, 4, Property.MAX_RECIPIENTS, 5));

        assertThat(configuration.integer(Property.MAX_ERRORS)).isEqualTo(3);
        assertThat(configuration.integer(Property.MAX_RECIPIENTS)).isEqualTo(5);
        assertThat(configuration.number(Property.MAX_MESSAGE_BYTES)).isEqualTo(26_214_400);
    }

    @Test
    void blanksAroundAValueMeanNothing() {
        assertThat(Configuration.ofAdapter(Settings.of(Property.KEY_STORE, "  container\n"))
                        .text(Property.KEY_STORE))
                .isEqualTo("container");
        assertThat(Configuration.ofAdapter(Settings.of(Property.MAX_ERRORS, " "))
                        .integer(Property.MAX_ERRORS))
                .isEqualTo(20);
    }

    private static void check(Map<Property, String> values) throws InvalidPropertyException {
        Configuration configuration = Configuration.ofAdapter(values);
        AdapterConfig.read(configuration);
        ActivationConfig.read(configuration);
        configuration.failOnProblems(SmtpResourceAdapter.class);
    }

    private static InvalidPropertyException problems(Map<Property, String> values) {
        return catchThrowableOfType(InvalidPropertyException.class, () -> check(values));
    }
}
