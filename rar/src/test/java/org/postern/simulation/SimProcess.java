package org.postern.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A process of the operating system: its actors end with it. */
final class SimProcess {
    private final String name;
    private final Set<Actor> actors = new LinkedHashSet<>();
    private final List<Runnable> atDeath = new ArrayList<>();
    private final Map<Object, Object> properties = new LinkedHashMap<>();
    private Runnable afterStep = () -> {};
    private boolean dead;

    SimProcess(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** What all of its class loaders see. */
    Map<Object, Object> properties() {
        return properties;
    }

    boolean isDead() {
        return dead;
    }

    /** What the operating system does when it ends: closes its sockets and files. */
    void whenItDies(Runnable action) {
        atDeath.add(action);
    }

    /** Looks at it whenever one of its event loops has done something. */
    void afterEachStep(Runnable look) {
        afterStep = look;
    }

    void stepped() {
        afterStep.run();
    }

    /** Ends it at this instant, as SIGKILL does. Not to be called by one of its own actors. */
    void kill() {
        die();
        List.copyOf(actors).forEach(Actor::kill);
    }

    void die() {
        if (!dead) {
            dead = true;
            atDeath.forEach(Runnable::run);
        }
    }

    Set<Actor> actors() {
        return actors;
    }

    void joined(Actor actor) {
        actors.add(actor);
    }

    void left(Actor actor) {
        actors.remove(actor);
    }
}
