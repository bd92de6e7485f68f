package org.postern.bench.report;

import java.util.Locale;

/** What costs are said in. */
public enum Unit {
    MICROS_A_MESSAGE("µs"),
    MILLIS_A_MIB("ms/MiB"),
    KIB_A_CONNECTION("KiB"),
    MILLIS("ms"),
    TIMES("×");

    private static final double WHOLE_NUMBERS = 100;

    private final String sign;

    Unit(String sign) {
        this.sign = sign;
    }

    /** That of the scenario of this name. */
    public static Unit of(String scenario) {
        return switch (scenario) {
            case "f", "ft" -> MILLIS_A_MIB;
            case "idle", "idle-tls" -> KIB_A_CONNECTION;
            case "p99", "p99.9" -> MILLIS;
            case "cold" -> TIMES;
            default -> MICROS_A_MESSAGE;
        };
    }

    public String sign() {
        return sign;
    }

    /** A number for people: three digits tell more than was measured. */
    public static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= WHOLE_NUMBERS ? "%,.0f" : "%.1f", value);
    }
}
