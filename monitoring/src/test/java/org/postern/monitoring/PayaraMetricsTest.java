package org.postern.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.test.TestContainer;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What metrics.xml asks Payara to read is there, and is a number. */
@Timeout(60)
class PayaraMetricsTest {
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    @Test
    void eachFigureIsANumberOfARealBean() throws Exception {
        List<String> missing = new ArrayList<>();
        try (Adapter adapter = Adapter.with(new OrderBean(), TestContainer::tls)) {
            assertThat(adapter.label()).isNotEmpty();
            for (Element figure : figures()) {
                if (!isNumber(text(figure, "mbean"))) {
                    missing.add(text(figure, "name"));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(figures()).hasSizeGreaterThan(20);
    }

    /** Payara fills all placeholders of an entry with the value of one key. */
    @Test
    void noFigureIsToldApartByTwoKeys() throws Exception {
        assertThat(figures()).allMatch(figure -> text(figure, "mbean").split("%s", -1).length == 2);
    }

    /** @param where as in {@code org.postern:type=Adapter,adapter=%s/DeliveryTime#count} */
    private boolean isNumber(String where) throws JMException {
        int slash = where.lastIndexOf('/');
        Set<ObjectName> found = beans.queryNames(
                new ObjectName(where.substring(0, slash).replace("%s", "*").replace("port=25", "port=*")), null);
        String[] attribute = where.substring(slash + 1).split("#", 2);
        for (ObjectName name : found) {
            Object value = beans.getAttribute(name, attribute[0]);
            if (!((attribute.length == 1 ? value : ((CompositeData) value).get(attribute[1])) instanceof Number)) {
                return false;
            }
        }
        return !found.isEmpty();
    }

    private static List<Element> figures() throws Exception {
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("metrics.xml").toFile())
                .getElementsByTagName("metadata");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .toList();
    }

    private static String text(Element figure, String name) {
        // The name of the figure itself comes first; those of its tags behind it.
        return figure.getElementsByTagName(name).item(0).getTextContent();
    }
}
