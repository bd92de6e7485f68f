package org.postern.console;

/** The latest of rows of numbers; older ones give way. Its memory is laid out when it is made. */
final class Ring {
    private final double[][] rows;
    private int next;
    private int size;

    Ring(int capacity, int columns) {
        this.rows = new double[capacity][columns];
    }

    void add(double[] row) {
        System.arraycopy(row, 0, rows[next], 0, row.length);
        next = (next + 1) % rows.length;
        size = Math.min(size + 1, rows.length);
    }

    void clear() {
        size = 0;
    }

    /** One column, the oldest first. */
    double[] column(int column) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = rows[Math.floorMod(next - size + i, rows.length)][column];
        }
        return values;
    }
}
