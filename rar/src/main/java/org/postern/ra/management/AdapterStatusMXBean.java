package org.postern.ra.management;

import java.util.Map;

/** What management tools see of one adapter as a whole. */
@Described("One Postern adapter as a whole: what has happened at all of its addresses, and what it has in use.")
public interface AdapterStatusMXBean extends TrafficCounts {
    @Described("What the adapter is called: adapterName, else the names of application and archive.")
    String getName();

    @Described("When it was started, as in ISO 8601. Numbers that only grow count from then.")
    String getStarted();

    @Described("For how many seconds it has been running.")
    long getUptimeSeconds();

    @Described("Connections at this moment, those that are sent away included.")
    int getConnections();

    @Described("How many there may be: maxConnections.")
    int getConnectionsLimit();

    @Described("Octets of memory that the envelopes of all messages take at this moment, as far as they are known.")
    long getEnvelopeMemoryUsed();

    @Described("How many they may take, before senders and recipients are refused with 452: maxEnvelopeBytes.")
    long getEnvelopeMemoryLimit();

    @Described("Octets of memory that all connections keep in their buffers at this moment.")
    long getConnectionMemoryUsed();

    @Described("How many may be, before connections are closed with 421.")
    long getConnectionMemoryLimit();

    @Described("Octets of content in memory, of all messages at this moment.")
    long getContentMemoryUsed();

    @Described("How many may be: maxMemoryBytes. Content goes to files at once when three quarters are in use.")
    long getContentMemoryLimit();

    @Described("Octets of content in temporary files at this moment.")
    long getSpoolUsed();

    @Described("How many may be: maxSpoolBytes.")
    long getSpoolLimit();

    @Described("Temporary files at this moment.")
    int getSpoolFilesUsed();

    @Described("How many may be: maxSpoolFiles.")
    int getSpoolFilesLimit();

    @Described("Octets that the file system of the temporary files had left when it was looked at last; a huge number"
            + " before that.")
    long getSpoolFileSystemLeft();

    @Described("Messages that are remembered, because their senders may send them again though they are committed.")
    int getRememberedMessages();

    @Described("How many may be: maxRememberedMessages. 0 if none are to be remembered.")
    int getRememberedMessagesLimit();

    @Described("Messages that were not delivered again, because the same had committed and its sender did not know.")
    long getDuplicatesRecognised();

    @Described("Where this instance keeps what several know in common: sharedStore. Empty if each goes by itself.")
    String getSharedStore();

    @Described("1 if it can be reached; if 0, the instance goes by what it knows itself.")
    int getSharedStoreReached();

    @Described("What became of the messages for all beans, by code, enhanced code and reason.")
    Map<String, Long> getOutcomes();

    @Described(
            "How long messages waited for their beans, those that waited in vain included: count, sum, maximum, and how"
                    + " many at most so many seconds.")
    DurationStatistics getWaitingTime();

    @Described("How long beans and their transactions took: count, sum, maximum, and how many at most so many seconds.")
    DurationStatistics getDeliveryTime();

    @Described(
            "Tries other certificates, or another wish for TLS, at all addresses, and tells which verdict each would have."
                    + " An empty text is: as configured. Nothing that is in force changes.")
    TriedOffer[] whatIf(
            @Described(name = "certificateBindings", value = "As the property of that name.")
                    String certificateBindings,
            @Described(name = "keyStore", value = "As the property of that name.") String keyStore,
            @Described(name = "keyStoreType", value = "As the property of that name.") String keyStoreType,
            @Described(name = "keyStorePassword", value = "As the property of that name.") String keyStorePassword,
            @Described(name = "tls", value = "never, offer or require.") String tls);
}
