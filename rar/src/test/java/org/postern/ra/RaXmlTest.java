package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.api.MailEndpoint;
import org.postern.api.MailListener;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.ReplyingMailListener;
import org.postern.packaging.GeneratedPart;
import org.postern.ra.config.Property;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The deployment descriptor says what the code does. */
class RaXmlTest {
    private Document descriptor;

    @BeforeEach
    void parse() throws Exception {
        descriptor = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("src/main/rar/META-INF/ra.xml").toFile());
    }

    @Test
    void thePropertiesOfTheAdapterAreMadeFromTheList() throws Exception {
        new GeneratedPart("rar/src/main/rar/META-INF/ra.xml", "properties of the adapter")
                .assertIs(Arrays.stream(Property.values())
                        .flatMap(property ->
                                xml(property, property.defaultValue()).indent(4).lines())
                        .toList());
    }

    @Test
    void thePropertiesOfABeanAreMadeFromTheList() throws Exception {
        new GeneratedPart("rar/src/main/rar/META-INF/ra.xml", "properties of a bean")
                .assertIs(Arrays.stream(Property.values())
                        .filter(property -> property.scope() != Property.Scope.ADAPTER)
                        .flatMap(property -> xml(property, "").indent(12).lines())
                        .toList());
    }

    @Test
    void theAdapterHasEveryPropertyWithItsDefault() {
        assertThat(properties(only("resourceadapter")))
                .containsExactly(Arrays.stream(Property.values())
                        .map(property -> row(property, property.defaultValue()))
                        .toArray(String[]::new));
    }

    /** A default here would hide what the adapter has. */
    @Test
    void theActivationHasItsPropertiesWithoutDefaults() {
        assertThat(properties(all("activationspec").get(0)))
                .containsExactly(Arrays.stream(Property.values())
                        .filter(property -> property.scope() != Property.Scope.ADAPTER)
                        .map(property -> row(property, ""))
                        .toArray(String[]::new));
    }

    @Test
    void eachPropertyIsDescribedAndTheSameOnBoth() {
        List<String> ofAdapter = descriptions(only("resourceadapter"));
        List<String> ofActivation = descriptions(all("activationspec").get(0));

        assertThat(ofAdapter).allSatisfy(text -> assertThat(text).isNotBlank());
        assertThat(ofAdapter.subList(0, ofActivation.size())).isEqualTo(ofActivation);
    }

    @Test
    void theClassesAreThoseThatExist() {
        assertThat(only("resourceadapter-class").getTextContent()).isEqualTo(SmtpResourceAdapter.class.getName());
        assertThat(all("activationspec-class"))
                .extracting(Element::getTextContent)
                .containsExactly(
                        SmtpActivationSpec.class.getName(),
                        RecipientAwareActivationSpec.class.getName(),
                        ReplyingActivationSpec.class.getName(),
                        EndpointActivationSpec.class.getName());
        assertThat(all("messagelistener-type"))
                .extracting(Element::getTextContent)
                .containsExactly(
                        MailListener.class.getName(),
                        RecipientAwareMailListener.class.getName(),
                        ReplyingMailListener.class.getName(),
                        MailEndpoint.class.getName());
    }

    @Test
    void theDescriptorIsComplete() {
        Element connector = descriptor.getDocumentElement();

        assertThat(connector.getAttribute("metadata-complete")).isEqualTo("true");
        assertThat(connector.getAttribute("version")).isEqualTo("2.1");
        assertThat(only("security-permission-spec").getTextContent()).contains("java.net.SocketPermission");
    }

    private static String xml(Property property, String value) {
        StringBuilder xml = new StringBuilder("<config-property>\n");
        element(xml, "description", description(property));
        element(xml, "config-property-name", property.beanName());
        element(xml, "config-property-type", String.class.getName());
        if (!value.isEmpty()) {
            element(xml, "config-property-value", value);
        }
        if (property.confidential()) {
            element(xml, "config-property-confidential", "true");
        }
        return xml.append("</config-property>").toString();
    }

    private static void element(StringBuilder xml, String name, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        xml.append("  <" + name + ">" + escaped + "</" + name + ">\n");
    }

    /** Consoles show it as it is. */
    private static String description(Property property) {
        String bounds = property.bounds()
                .map(range -> " A number of " + property.type() + ", " + range + ".")
                .orElse("");
        return (property.description() + bounds).replace("`", "");
    }

    private static String row(Property property, String value) {
        return property.beanName() + " java.lang.String " + property.confidential() + " \"" + value + "\"";
    }

    private static List<String> properties(Element parent) {
        return children(parent, "config-property").stream()
                .map(one -> text(one, "config-property-name").orElse("no name") + " "
                        + text(one, "config-property-type").orElse("no type") + " "
                        + text(one, "config-property-confidential").orElse("false") + " \""
                        + text(one, "config-property-value").orElse("") + "\"")
                .toList();
    }

    private static List<String> descriptions(Element parent) {
        return children(parent, "config-property").stream()
                .map(one -> text(one, "description").orElse(""))
                .toList();
    }

    private Element only(String name) {
        assertThat(all(name)).hasSize(1);
        return all(name).get(0);
    }

    private List<Element> all(String name) {
        NodeList nodes = descriptor.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static Optional<String> text(Element parent, String name) {
        return children(parent, name).stream().map(Element::getTextContent).findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
