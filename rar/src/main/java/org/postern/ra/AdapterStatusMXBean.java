package org.postern.ra;

/** What management tools see of one adapter as a whole. */
@Described("One Postern adapter as a whole.")
public interface AdapterStatusMXBean {
    @Described("What the adapter is called: adapterName, else the names of application and archive.")
    String getName();

    @Described("When it was started, as in ISO 8601. Numbers that only grow count from then.")
    String getStarted();

    @Described("For how many seconds it has been running.")
    long getUptimeSeconds();
}
