package org.postern.simulation;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postern.simulation.Server.Deployment;

/** One server through all its lives, with what is deployed in it, and an administrator who disturbs it. */
final class Site {
    private final World world;
    private final Faults faults;
    private final SimTime time;
    private final SimNetwork network;
    private final Ledger ledger;
    private final SimState state;
    private final String ip;
    private final String name;
    private final List<Deployment> deployments;
    private final Map<String, String> settings;
    private final List<Server> lives = new ArrayList<>();
    private boolean administered;

    /**
     * Does not run yet.
     *
     * @param name by which it knows its own files; others may be called the same
     */
    Site(
            World world,
            Faults faults,
            SimTime time,
            SimNetwork network,
            Ledger ledger,
            SimState state,
            String ip,
            String name,
            List<Deployment> deployments,
            Map<String, String> settings) {
        this.world = world;
        this.faults = faults;
        this.time = time;
        this.network = network;
        this.ledger = ledger;
        this.state = state;
        this.ip = ip;
        this.name = name;
        this.deployments = deployments;
        this.settings = new LinkedHashMap<>(settings);
    }

    List<Deployment> deployments() {
        return deployments;
    }

    /** Its present life. */
    Server server() {
        return lives.get(lives.size() - 1);
    }

    /** Whether its administrator has deployed everything for good. */
    boolean isAdministered() {
        return administered;
    }

    boolean wasKilled() {
        return lives.size() > 1;
    }

    /** A new life, on what the former one has left. */
    void boot() {
        Server booted = new Server(
                world, faults, time, network, ledger, state, ip, name, name + " life " + (lives.size() + 1), settings);
        lives.add(booted);
        administered = false;
        world.spawn("administrator", booted.process(), () -> administer(booted));
    }

    private void administer(Server current) {
        deployAll(current);
        while (!faults.areOver()) {
            world.self().sleep(world.mostly(Duration.ofSeconds(20), Duration.ofMinutes(5)));
            if (!faults.areOver() && world.chance(faults.administrator)) {
                disturb(current);
            }
        }
        deployAll(current);
        administered = true;
    }

    private void deployAll(Server current) {
        for (Deployment deployment : deployments) {
            current.start(deployment.adapter());
            current.deploy(deployment);
        }
    }

    private void disturb(Server current) {
        Deployment one = world.oneOf(deployments);
        if (world.chance(0.3)) {
            // Just when this server has something to say to everybody.
            faults.count("all connections broken");
            world.after(Duration.ofNanos(world.between(1L, 3_000_000L)), network::breakAll);
            world.self().sleep(Duration.ofNanos(world.between(1L, 15_000_000L)));
        }
        if (world.chance(0.1)) {
            faults.count("port taken by another program");
            network.takeAway(one.address(), Duration.ofSeconds(world.between(1, 120)));
        }
        switch (world.between(0, 6)) {
            case 0 -> {
                faults.count("redeployment");
                Task undeployment = world.spawn("undeployment", current.process(), () -> current.undeploy(one));
                while (!undeployment.isEnded()) {
                    world.self().sleep(Duration.ofMillis(100));
                }
                world.self().sleep(world.mostly(Duration.ofSeconds(2), Duration.ofMinutes(2)));
                current.deploy(one);
            }
            case 1 -> {
                faults.count("restart with another configuration");
                settings.put("maxErrors", String.valueOf(world.between(5, 50)));
                current.restart(one.adapter(), world.chance(0.5));
            }
            case 2 -> {
                faults.count("wrong activation");
                current.deployWrongly(one);
            }
            case 3 -> {
                faults.count("wrong configuration");
                current.restartWrongly(one.adapter());
            }
            default -> {
                faults.count("all undeployed together");
                List<Deployment> ending = deployments.stream()
                        .filter(deployment -> deployment.adapter() == one.adapter())
                        .toList();
                ending.forEach(current::undeploy);
                world.self().sleep(Duration.ofSeconds(6));
                current.stop(one.adapter());
                deployAll(current);
            }
        }
    }

    /** Its process may be killed once, at any moment. */
    void planKill(Duration trouble) {
        if (world.chance(faults.kill)) {
            world.atMain(Duration.ofMinutes(2).plusNanos(world.between(1L, trouble.toNanos())), () -> {
                if (faults.areOver()) {
                    return;
                }
                faults.count("kill");
                world.tell("kill -9 " + server().process().name());
                ledger.killed(deployments.stream().map(Deployment::bean).toList());
                server().process().kill();
                world.after(Duration.ofSeconds(world.between(1, 60)), this::boot);
            });
        }
    }

    /** Whatever a container has done to the Works of the checks, they go on. */
    void expectLooks() {
        SimDisk disk = server().disk();
        long before = disk.looks();
        world.runUntil(() -> disk.looks() > before + 2, Duration.ofMinutes(15));
        if (disk.looks() <= before + 2) {
            world.violated("key stores are not looked at any more");
        }
    }

    /** Undeploys everything and stops, and expects that nothing is left. */
    void end() {
        Server last = server();
        world.runUntil(() -> last.inUse().isEmpty(), Duration.ofHours(1));
        world.expectNone("what management beans count", last.inUse());
        Task shutdown = world.spawn("shutdown", last.process(), () -> {
            deployments.forEach(last::undeploy);
            deployments.stream().map(Deployment::adapter).distinct().forEach(last::stop);
        });
        world.runUntil(shutdown::isEnded, Duration.ofMinutes(30));
        // Beans that still hang, what is told to peers that are gone, and what the container tells of Works that have
        // ended.
        world.runUntil(() -> last.process().actors().isEmpty(), Duration.ofMinutes(30));
        world.runUntil(() -> false, Duration.ofMinutes(1));
        if (!shutdown.isEnded()) {
            world.violated("the adapter does not stop");
        }
        world.expectNone(
                "event loops, works or waiting threads",
                last.process().actors().stream().map(Actor::name).toList());
        world.expectNone("files", last.disk().open());
        // That a file is not to be believed is said for whoever takes it next, in the same process.
        world.expectNone(
                "names of files",
                last.process().properties().keySet().stream()
                        .map(Object::toString)
                        .filter(name -> !name.startsWith("org.postern.forsaken:"))
                        .toList());
        world.expectNone("management beans", last.managementBeans());
        world.expectNone(
                "endpoints", last.beans().stream().mapToInt(SimBean::used).sum());
        for (Deployment deployment : deployments) {
            InetSocketAddress address = deployment.address();
            if (network.isListenedTo(address)) {
                world.violated("somebody still listens on " + address);
            }
        }
    }
}
