package org.postern.simulation;

import java.util.Map;
import java.util.TreeMap;

/** How likely it is that something foreign fails, in one run; drawn so that some runs know only some of the faults. */
final class Faults {
    /** Of a Work: refused to the caller, told late, or completed and never run. */
    double refusedWork;

    double slowWork;
    double brokenDisk;
    double slowDisk;
    double brokenState;
    /** Of the naming service. */
    double hangingStore;

    double brokenStore;
    double slowRealm;
    double failingRealm;
    /** Of a bean: no endpoint, an exception, a rollback, a rejection. */
    double failingBean;

    double hangingBean;
    double slowBean;
    double lyingCommit;
    /** Of a sender: breaks a connection in one way or another. */
    double brokenConnection;

    double jumpingClock;
    double administrator;
    double kill;

    private boolean refusesWork;
    private boolean over;
    private boolean breaksDisk;
    private final Map<String, Long> counted = new TreeMap<>();

    static Faults draw(World world) {
        Faults faults = new Faults();
        faults.refusedWork = some(world, 0.10);
        faults.slowWork = some(world, 0.05);
        faults.brokenDisk = some(world, 0.05);
        faults.slowDisk = some(world, 0.02);
        faults.brokenState = world.chance(0.2) ? some(world, 0.02) : 0;
        faults.hangingStore = some(world, 0.01);
        faults.brokenStore = some(world, 0.02);
        faults.slowRealm = some(world, 0.10);
        faults.failingRealm = some(world, 0.10);
        faults.failingBean = some(world, 0.30);
        faults.hangingBean = some(world, 0.03);
        faults.slowBean = some(world, 0.10);
        faults.lyingCommit = some(world, 0.03);
        faults.brokenConnection = some(world, 0.50);
        faults.jumpingClock = some(world, 0.50);
        faults.administrator = some(world, 0.80);
        faults.kill = some(world, 0.30);
        faults.refusesWork = faults.refusedWork > 0 || faults.slowWork > 0 || faults.slowDisk > 0;
        faults.breaksDisk = faults.brokenDisk > 0;
        return faults;
    }

    /** From now on nothing fails any more. */
    void end() {
        over = true;
        refusedWork = 0;
        slowWork = 0;
        brokenDisk = 0;
        slowDisk = 0;
        brokenState = 0;
        hangingStore = 0;
        brokenStore = 0;
        slowRealm = 0;
        failingRealm = 0;
        failingBean = 0;
        hangingBean = 0;
        slowBean = 0;
        lyingCommit = 0;
        brokenConnection = 0;
        jumpingClock = 0;
        administrator = 0;
        kill = 0;
    }

    boolean areOver() {
        return over;
    }

    /** Whether Work is refused or late in this run, sooner or later. */
    boolean refusesWork() {
        return refusesWork;
    }

    boolean breaksDisk() {
        return breaksDisk;
    }

    void count(String kind) {
        counted.merge(kind, 1L, Long::sum);
    }

    Map<String, Long> counted() {
        return counted;
    }

    private static double some(World world, double most) {
        return world.chance(0.4) ? 0 : most * world.between(1, 100) / 100;
    }
}
