package org.postern.simulation;

/** What an actor was begun for; the actor itself may be another task's by now. */
final class Task {
    private final String name;
    private boolean ended;

    Task(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }
}
