package org.postern.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Curves over a logarithmic scale, each beginning at 1: how often as much it costs as with the least. Immutable. */
public final class CurvePicture {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 360;
    private static final int LEFT = 50;
    private static final int RIGHT = 310;
    private static final int TOP = 30;
    private static final int BOTTOM = 40;
    private static final int LEGEND_ROW = 20;
    private static final double LEAST_SHOWN = 2;

    private final List<Curve> curves;

    public CurvePicture(List<Curve> curves) {
        this.curves = List.copyOf(curves);
    }

    @Override
    public String toString() {
        Svg picture = new Svg(WIDTH, HEIGHT, "How the cost grows with what there is more of");
        double most = Math.max(
                LEAST_SHOWN,
                curves.stream().mapToDouble(CurvePicture::highest).max().orElse(1));
        int decades = (int) Math.ceil(Math.log10(curves.stream()
                .mapToDouble(
                        curve -> (double) curve.last().amount() / curve.first().amount())
                .max()
                .orElse(10)));
        axes(picture, most, decades);
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            picture.curve(points(curve, most, decades), "s" + i % Svg.COLOURS);
            double y = TOP + i * LEGEND_ROW;
            picture.line(WIDTH - RIGHT + 20, y, WIDTH - RIGHT + 44, y, "line s" + i % Svg.COLOURS);
            picture.text(WIDTH - RIGHT + 50, y + 4, "name", "start", curve.title());
        }
        return picture.toString();
    }

    private static double highest(Curve curve) {
        return curve.relative().mapToDouble(Curve.Point::cost).max().orElse(1);
    }

    private static double[] points(Curve curve, double most, int decades) {
        double least = curve.first().amount();
        return curve.relative()
                .flatMapToDouble(
                        point -> DoubleStream.of(x(Math.log10(point.amount() / least), decades), y(point.cost(), most)))
                .toArray();
    }

    private static void axes(Svg picture, double most, int decades) {
        picture.line(LEFT, y(0, most), WIDTH - RIGHT, y(0, most), "axis");
        picture.line(LEFT, TOP, LEFT, y(0, most), "axis");
        picture.line(LEFT, y(1, most), WIDTH - RIGHT, y(1, most), "axis");
        picture.text(LEFT - 6, y(1, most) + 4, "scale", "end", "1 ×");
        picture.text(LEFT - 6, TOP + 4, "scale", "end", String.format(Locale.ROOT, "%.1f ×", most));
        for (int decade = 0; decade <= decades; decade++) {
            picture.text(
                    x(decade, decades),
                    HEIGHT - BOTTOM + 18,
                    "scale",
                    "middle",
                    String.format(Locale.ROOT, "%,.0f", Math.pow(10, decade)));
        }
        picture.text(LEFT, HEIGHT - 4, "scale", "start", "as much as at first");
    }

    private static double x(double decade, int decades) {
        return LEFT + (WIDTH - RIGHT - LEFT) * decade / Math.max(1, decades);
    }

    private static double y(double times, double most) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * times / most;
    }
}
