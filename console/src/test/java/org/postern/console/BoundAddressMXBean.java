package org.postern.console;

import java.util.List;

/** As management beans have it. */
public interface BoundAddressMXBean {
    int getPort();

    String getVerdict();

    String getReason();

    int getTlsRequired();

    List<BoundAddress.Row> getCertificates();
}
