package org.postern.ra;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.postern.net.Time;
import org.postern.ra.address.AddressServices;
import org.postern.ra.config.AdapterConfig;
import org.postern.ra.config.Property;
import org.postern.ra.delivery.BeanLanes;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.delivery.DeliveryMessages;
import org.postern.ra.delivery.RecipientChecks;
import org.postern.ra.delivery.Transactions;
import org.postern.ra.duplicates.DuplicateFile;
import org.postern.ra.duplicates.DuplicateMemory;
import org.postern.ra.duplicates.StateFiles;
import org.postern.ra.identity.SecurityInflow;
import org.postern.ra.log.IdentityMessages;
import org.postern.ra.log.Messages;
import org.postern.ra.shared.CommonMemory;
import org.postern.ra.work.Check;
import org.postern.ra.work.Errand;

/** The way of messages to the beans of one adapter, and what is remembered of them. Thread-safe. */
final class DeliveryParts {
    /** What is remembered of messages is written by then, or there is something wrong with its disk. */
    private static final Duration MEMORY_END = Duration.ofSeconds(2);

    private final DuplicateMemory memory;
    private final SecurityInflow inflow;
    private final BeanLanes lanes;
    private final Deliveries deliveries;
    private final RecipientChecks recipientChecks;
    private final AdapterThreads threads;
    private final Time time;

    DeliveryParts(
            AdapterThreads threads,
            Transactions transactions,
            DuplicateMemory memory,
            Time time,
            DeliveryMessages messages,
            IdentityMessages identities) {
        this.threads = threads;
        this.time = time;
        this.memory = memory;
        this.inflow = new SecurityInflow(threads.container(), time, identities);
        this.lanes = new BeanLanes(threads.container(), inflow, time);
        this.deliveries = new Deliveries(lanes, transactions, memory, time, threads.blocking(), messages);
        this.recipientChecks = new RecipientChecks(lanes, transactions, time, messages);
    }

    /** What is remembered of messages, in the files that the configuration and the server name. */
    static DuplicateMemory memory(
            AcceptedConfig accepted, Optional<CommonMemory> common, Surroundings surroundings, Messages messages) {
        return new DuplicateMemory(
                file(accepted, surroundings, messages),
                accepted.config().duplicates().window(),
                surroundings.time(),
                common);
    }

    /** A message may come twice without it: no reason not to start. */
    private static DuplicateFile file(AcceptedConfig accepted, Surroundings surroundings, Messages messages) {
        AdapterConfig config = accepted.config();
        Path directory = config.duplicates().directory();
        StateFiles files = surroundings.disk().state().apply(directory);
        String name = "duplicates-"
                + config.identity()
                        .fileName(
                                surroundings.machine().server(),
                                accepted.values().getOrDefault(Property.LISTEN, ""));
        if (config.duplicates().window().isZero()) {
            return DuplicateFile.insteadOf(files, name);
        }
        DuplicateFile file = DuplicateFile.open(
                files, name, config.duplicates().most(), cause -> messages.noStateDirectory(directory, cause));
        if (file.isBegunAnew()) {
            messages.stateBegunAnew(directory);
        }
        return file;
    }

    DuplicateMemory memory() {
        return memory;
    }

    /** How the container takes users over. */
    SecurityInflow inflow() {
        return inflow;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    /** The ways of addresses to beans. */
    AddressServices.Beans ofAddresses() {
        return new AddressServices.Beans(deliveries, recipientChecks);
    }

    /** Writes what is remembered. */
    Check check(Messages messages) {
        return new Check("the memory of duplicates", memory::write, time, messages);
    }

    /** Answers those that have waited too long for a bean. To be called now and then. */
    void answerWhoWaitsTooLong() {
        lanes.settle();
    }

    /** Writes what is remembered. A disk that hangs keeps a thread, and no container from stopping. */
    void closeMemory() {
        new Errand(memory::close, threads.blocking(), time).await(MEMORY_END);
    }
}
