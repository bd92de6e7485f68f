package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import jakarta.resource.spi.InvalidPropertyException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.net.FreePort;
import org.postern.net.Ip;
import org.postern.ra.config.Property;

/** The adapter and the activation as JavaBeans. */
class BeansTest {
    private final SmtpResourceAdapter adapter = new SmtpResourceAdapter();
    private final SmtpActivationSpec spec = new SmtpActivationSpec();

    @Test
    void theBeansHaveThePropertiesOfTheListAndNoOthers() throws Exception {
        assertThat(names(SmtpResourceAdapter.class))
                .isEqualTo(Arrays.stream(Property.values())
                        .map(Property::beanName)
                        .collect(TreeSet::new, Set::add, Set::addAll));
        Set<String> ofActivation = Arrays.stream(Property.values())
                .filter(property -> property.scope() != Property.Scope.ADAPTER)
                .map(Property::beanName)
                .collect(TreeSet::new, Set::add, Set::addAll);
        ofActivation.add("resourceAdapter");
        assertThat(names(SmtpActivationSpec.class)).isEqualTo(ofActivation);
        assertThat(names(RecipientAwareActivationSpec.class)).isEqualTo(ofActivation);
    }

    @ParameterizedTest
    @EnumSource(Property.class)
    void eachSetterSetsItsOwnPropertyAndItsGetterGivesItBack(Property property) throws Exception {
        PropertyDescriptor descriptor = new PropertyDescriptor(property.beanName(), SmtpResourceAdapter.class);
        descriptor.getWriteMethod().invoke(adapter, "value");

        assertThat(adapter.values()).containsExactly(java.util.Map.entry(property, "value"));
        assertThat(descriptor.getReadMethod().invoke(adapter)).isEqualTo("value");
        descriptor.getWriteMethod().invoke(adapter, (Object) null);
        assertThat(adapter.values()).isEmpty();
        assertThat(descriptor.getReadMethod().invoke(adapter)).isNull();
    }

    @Test
    void adaptersAreEqualIfTheirConfigurationsAre() {
        SmtpResourceAdapter other = new SmtpResourceAdapter();
        assertThat(adapter)
                .isEqualTo(other)
                .hasSameHashCodeAs(other)
                .isNotEqualTo(null)
                .isNotEqualTo("");

        adapter.setMaxErrors("3");
        assertThat(adapter).isNotEqualTo(other);
        other.setMaxErrors("3");
        assertThat(adapter).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void twoActivationsAreNeverEqual() {
        assertThat(spec).isNotEqualTo(new SmtpActivationSpec());
    }

    @Test
    void anActivationBelongsToOneAdapterForEver() throws Exception {
        assertThat(spec.getResourceAdapter()).isNull();
        spec.setListen("smtp://127.0.0.1:25");
        spec.setResourceAdapter(adapter);

        assertThatExceptionOfType(jakarta.resource.spi.IllegalStateException.class)
                .isThrownBy(() -> spec.setResourceAdapter(new SmtpResourceAdapter()));
        assertThat(spec.getResourceAdapter()).isSameAs(adapter);
    }

    /** Section 6.3.7: containers may keep a spec, or take it to another server of a cluster. */
    @Test
    void anActivationThatWasWrittenIsReadWithAllItHas() throws Exception {
        Set<Property> written = new TreeSet<>();
        for (Property property : Property.values()) {
            if (property.scope() != Property.Scope.ADAPTER) {
                assertThat(copy(spec).values()).isEqualTo(spec.values()).hasSize(written.size());
                new PropertyDescriptor(property.beanName(), SmtpActivationSpec.class)
                        .getWriteMethod()
                        .invoke(spec, "value of " + property);
                written.add(property);
            }
        }
        spec.setResourceAdapter(adapter);

        SmtpActivationSpec copy = copy(spec);

        assertThat(copy.values()).isEqualTo(spec.values()).containsOnlyKeys(written);
        assertThat(copy).isNotEqualTo(spec);
        assertThat(copy.getResourceAdapter()).isNull();
        copy.setResourceAdapter(new SmtpResourceAdapter());
    }

    private static SmtpActivationSpec copy(SmtpActivationSpec spec) throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(octets)) {
            out.writeObject(spec);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(octets.toByteArray()))) {
            return (SmtpActivationSpec) in.readObject();
        }
    }

    @Test
    void anActivationIsValidatedWithWhatItsAdapterAdds() throws Exception {
        adapter.setMaxErrors("many");
        adapter.setMaxRecipients("many");
        spec.setMaxRecipients("5");
        assertThatNoException().isThrownBy(spec::validate);

        spec.setResourceAdapter(adapter);

        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(spec::validate)
                .withMessageContaining("maxErrors=\"many\"")
                .withMessageNotContaining("maxRecipients")
                .satisfies(failure -> assertThat(failure.getInvalidPropertyDescriptors())
                        .extracting(PropertyDescriptor::getName)
                        .containsExactly("maxErrors"));
    }

    /** The port is in use and the key store is not there: neither is looked at. */
    @Test
    void validationOpensNothing() throws Exception {
        int port = FreePort.on("127.0.0.1");
        try (ServerSocket inUse = new ServerSocket(port, 1, Ip.of("127.0.0.1"))) {
            spec.setListen("smtp://127.0.0.1:" + inUse.getLocalPort());
            spec.setKeyStore("file:/not/there");
            spec.setCertificateBindings("*=mx");

            assertThatNoException().isThrownBy(spec::validate);
        }
    }

    @Test
    void thereIsNothingToRecover() {
        assertThat(adapter.getXAResources(new jakarta.resource.spi.ActivationSpec[] {spec}))
                .isNull();
    }

    private static Set<String> names(Class<?> bean) throws Exception {
        return Arrays.stream(Introspector.getBeanInfo(bean, Object.class).getPropertyDescriptors())
                .map(PropertyDescriptor::getName)
                .collect(TreeSet::new, Set::add, Set::addAll);
    }
}
