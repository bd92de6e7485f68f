package org.postern.console;

import java.util.ArrayList;
import java.util.List;

/** A local address with certificates, as far as the path doctor reads one. */
public final class BoundAddress implements BoundAddressMXBean {
    private final int port;
    final List<Row> rows = new ArrayList<>();
    String verdict = "USABLE";
    int required;

    BoundAddress(int port) {
        this.port = port;
    }

    BoundAddress certificate(String alias, String name, String notAfter, String keyFingerprint) {
        rows.add(new Row(alias, name, notAfter, keyFingerprint, "USABLE"));
        return this;
    }

    /** One that was withdrawn at its end. */
    BoundAddress expired(String alias, String name, String notAfter) {
        rows.add(new Row(alias, name, notAfter, "", "EXPIRED"));
        return this;
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public String getVerdict() {
        return verdict;
    }

    @Override
    public String getReason() {
        return "";
    }

    @Override
    public int getTlsRequired() {
        return required;
    }

    @Override
    public List<Row> getCertificates() {
        return rows;
    }

    /** A row. */
    public static final class Row {
        private final String alias;
        private final String name;
        private final String notAfter;
        private final String keyFingerprint;
        private final String verdict;

        private Row(String alias, String name, String notAfter, String keyFingerprint, String verdict) {
            this.alias = alias;
            this.name = name;
            this.notAfter = notAfter;
            this.keyFingerprint = keyFingerprint;
            this.verdict = verdict;
        }

        public String getAlias() {
            return alias;
        }

        public String getSubject() {
            return "CN=" + name;
        }

        public List<String> getNames() {
            return List.of(name);
        }

        public String getNotAfter() {
            return notAfter;
        }

        public String getVerdict() {
            return verdict;
        }

        public String getFingerprint() {
            return "";
        }

        public String getKeyFingerprint() {
            return keyFingerprint;
        }
    }
}
