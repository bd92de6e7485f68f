package org.postern.ra;

/** What management tools see of one adapter as a whole. */
@Described("One Postern adapter as a whole: what has happened at all of its addresses, and what it has in use.")
public interface AdapterStatusMXBean extends TrafficCounts {
    @Described("What the adapter is called: adapterName, else the names of application and archive.")
    String getName();

    @Described("When it was started, as in ISO 8601. Numbers that only grow count from then.")
    String getStarted();

    @Described("For how many seconds it has been running.")
    long getUptimeSeconds();
}
