package org.postern.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.postern.bench.report.Curve.Point;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PicturesTest {
    private static final Samples SAMPLES =
            new Samples(List.of(new Sample("x", "a", 0, 100, 0, 0), new Sample("y", "a", 0, 25, 0, 0)));

    private static Document parsed(Object picture) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> all(Document picture, String name) {
        var found = picture.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    @Test
    void barsAreAsLongAsCosts() throws Exception {
        Document picture = parsed(new BarPicture(SAMPLES, new TreeMap<>(Map.of("x", "X", "y", "Y")), Map.of("a", "A")));

        List<Element> bars = all(picture, "rect");
        assertThat(bars).hasSize(2);
        double first = Double.parseDouble(bars.get(0).getAttribute("width"));
        assertThat(Double.parseDouble(bars.get(1).getAttribute("width"))).isCloseTo(first / 4, within(0.1));
    }

    @Test
    void aServerThatWasNotMeasuredHasNoBar() throws Exception {
        Document picture =
                parsed(new BarPicture(SAMPLES, new TreeMap<>(Map.of("x", "X", "z", "Z")), Map.of("a", "A", "b", "B")));

        assertThat(all(picture, "rect")).hasSize(1);
    }

    @Test
    void namesMayHaveAnyCharacters() throws Exception {
        Document picture = parsed(new BarPicture(SAMPLES, Map.of("x", "<X> & co"), Map.of("a", "A")));

        assertThat(all(picture, "text")).extracting(Element::getTextContent).contains("<X> & co");
    }

    @Test
    void aFlatCurveIsALineAndOneThatGrowsRises() throws Exception {
        Document picture = parsed(new CurvePicture(List.of(
                new Curve("flat", List.of(new Point(1, 7), new Point(10, 7))),
                new Curve("growing", List.of(new Point(1, 7), new Point(10, 21))))));

        List<Element> curves = all(picture, "polyline");
        double[] flat = points(curves.get(0));
        double[] growing = points(curves.get(1));
        assertThat(flat[3]).isEqualTo(flat[1]);
        assertThat(growing[3]).isLessThan(growing[1]);
        assertThat(growing[0]).isEqualTo(flat[0]);
    }

    @Test
    void pointsOfACurveAreFoundAmongAllThatWasMeasured() {
        Samples samples = new Samples(List.of(
                new Sample("x", "beans:100", 0, 9, 0, 0),
                new Sample("x", "a", 0, 1, 0, 0),
                new Sample("y", "beans:1", 0, 1, 0, 0),
                new Sample("x", "beans:10", 0, 6, 0, 0),
                new Sample("x", "beans:10", 1, 8, 0, 0)));

        assertThat(Curve.of(samples, "x", Map.of("beans", "Beans", "octets", "Octets")))
                .containsExactly(new Curve("Beans", List.of(new Point(10, 7), new Point(100, 9))));
    }

    private static double[] points(Element curve) {
        return List.of(curve.getAttribute("points").split("[ ,]", -1)).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void picturesHaveColoursForDarkPagesAndNoScripts() {
        assertThat(new BarPicture(SAMPLES, Map.of("x", "X"), Map.of("a", "A")).toString())
                .contains("prefers-color-scheme: dark")
                .doesNotContain("<script");
    }
}
