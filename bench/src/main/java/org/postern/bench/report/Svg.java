package org.postern.bench.report;

import java.util.Locale;

/** A picture without scripts, whose colours follow the reader's light or dark page. Of one thread. */
final class Svg {
    /** Classes of rectangles and lines: the first two are the adapter's. */
    static final int COLOURS = 7;

    private static final String STYLE = """
            <style>
            text { font: 12px system-ui, sans-serif; fill: #24292f }
            .title { font-weight: 600 }
            .axis { stroke: #8c959f; stroke-width: 1 }
            .goal { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 4 3 }
            .line { fill: none; stroke-width: 2 }
            .c0 { fill: #0969da } .c1 { fill: #54aeff } .c2 { fill: #6e7781 } .c3 { fill: #bf8700 }
            .c4 { fill: #2da44e } .c5 { fill: #afb8c1 } .c6 { fill: #d0d7de }
            .s0 { stroke: #0969da } .s1 { stroke: #bf8700 } .s2 { stroke: #2da44e } .s3 { stroke: #8250df }
            .s4 { stroke: #cf222e } .s5 { stroke: #6e7781 } .s6 { stroke: #54aeff }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            .axis { stroke: #6e7681 }
            .c2 { fill: #8b949e } .c5 { fill: #6e7681 } .c6 { fill: #484f58 }
            }
            </style>
            """;

    private final StringBuilder content = new StringBuilder();
    private final int width;
    private final int height;
    private final String description;

    /**
     * An empty picture.
     *
     * @param description for readers who do not see it
     */
    Svg(int width, int height, String description) {
        this.width = width;
        this.height = height;
        this.description = description;
    }

    void text(double x, double y, String kind, String anchor, String text) {
        content.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                kind,
                anchor,
                escaped(text)));
    }

    void bar(double x, double y, double length, double thickness, String kind) {
        content.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>%n",
                x,
                y,
                length,
                thickness,
                kind));
    }

    void line(double x1, double y1, double x2, double y2, String kind) {
        content.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                kind));
    }

    /** Through points: x and y in turn. */
    void curve(double[] points, String kind) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            text.append(String.format(Locale.ROOT, "%.1f,%.1f ", points[i], points[i + 1]));
        }
        content.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" class=\"line %s\"/>%n",
                text.toString().strip(),
                kind));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n",
                        width,
                        height,
                        width,
                        height)
                + "<title>" + escaped(description) + "</title>\n" + STYLE + content + "</svg>\n";
    }
}
