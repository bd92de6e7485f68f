package org.postern.simulation;

import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the adapters of a server say that peers make them keep in memory: never more than they say it may be. */
final class Budgets {
    private static final List<String> KINDS = List.of("Envelope", "Content", "Connection");

    /** Of the steps of event loops: what is held is held for longer. */
    private static final int STEPS_BETWEEN_LOOKS = 32;

    private final World world;
    private final MBeanServer management;
    private int steps;

    Budgets(World world, MBeanServer management) {
        this.world = world;
        this.management = management;
    }

    /** An event loop has done something. */
    void stepped() {
        if (steps++ % STEPS_BETWEEN_LOOKS == 0) {
            look();
        }
    }

    private void look() {
        try {
            for (ObjectName adapter : management.queryNames(new ObjectName("org.postern:type=Adapter,*"), null)) {
                for (String kind : KINDS) {
                    long used = (Long) management.getAttribute(adapter, kind + "MemoryUsed");
                    long limit = (Long) management.getAttribute(adapter, kind + "MemoryLimit");
                    if (used < 0 || used > limit) {
                        world.violated(kind + "MemoryUsed is " + used + " of " + limit);
                    }
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
