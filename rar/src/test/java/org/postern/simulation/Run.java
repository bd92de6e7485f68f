package org.postern.simulation;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postern.simulation.Server.Deployment;

/**
 * One story: a server with beans, senders with messages, strangers, an administrator, and faults for a while. Then nothing
 * fails any more, and everybody gets rid of what he has; then all is undeployed, and nothing may be left.
 */
final class Run {
    private static final Duration CALM = Duration.ofHours(8);

    private final World world;
    private final Faults faults;
    private final SimTime time;
    private final SimNetwork network;
    private final Ledger ledger;
    private final SimState state;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Deployment> deployments = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private final List<Stranger> strangers = new ArrayList<>();
    private final SimProcess outside = new SimProcess("outside");
    private final List<World.Task> visitors = new ArrayList<>();
    private final List<Server> lives = new ArrayList<>();
    private Server server;
    private boolean calm;
    private boolean administered;

    /** What is told of a run. */
    record Result(
            long seed,
            List<String> violations,
            List<String> story,
            long digest,
            long steps,
            long commands,
            long connections,
            int messages,
            long commits,
            Map<String, Long> faults,
            Map<String, Long> lines) {
        boolean isClean() {
            return violations.isEmpty();
        }
    }

    private Run(long seed) {
        world = new World(seed);
        faults = Faults.draw(world);
        time = new SimTime(world);
        network = new SimNetwork(world);
        ledger = new Ledger(world);
        state = new SimState(world, faults, ledger);
    }

    /** Lets the story of a seed happen, on the calling thread. */
    static Result of(long seed) {
        Run run = new Run(seed);
        try (LogCheck log = new LogCheck(run.world)) {
            try {
                run.draw();
                run.play();
                return run.result(log);
            } finally {
                run.world.close();
            }
        }
    }

    private Result result(LogCheck log) {
        long commands = senders.stream().mapToLong(Sender::commands).sum()
                + strangers.stream().mapToLong(Stranger::commands).sum();
        return new Result(
                world.seed(),
                List.copyOf(world.violations()),
                world.story(),
                world.digest(),
                world.steps(),
                commands,
                network.connections(),
                ledger.mails().size(),
                ledger.commits(),
                Map.copyOf(faults.counted()),
                log.lines());
    }

    private void draw() {
        settings.put("hostName", "mail.example.org");
        settings.put("ioThreads", String.valueOf(world.between(1, 4)));
        settings.put("spoolThresholdBytes", String.valueOf(world.oneOf(List.of(0, 1_000, 20_000, 262_144))));
        settings.put("maxMemoryBytes", String.valueOf(world.oneOf(List.of(65_536, 1_000_000, 67_108_864))));
        settings.put("maxConcurrentDeliveries", String.valueOf(world.oneOf(List.of(1, 2, 32))));
        settings.put("maxWaitingDeliveries", String.valueOf(world.oneOf(List.of(0, 2, 1_000))));
        settings.put("deliveryWaitSeconds", String.valueOf(world.oneOf(List.of(1, 60))));
        settings.put("maxUnreadReplyBytes", String.valueOf(world.oneOf(List.of(4_096, 65_536))));
        settings.put("greetingDelayMillis", String.valueOf(world.oneOf(List.of(0, 0, 0, 200))));
        settings.put("commandTimeoutSeconds", String.valueOf(world.oneOf(List.of(20, 300))));
        settings.put("recipientTimeoutSeconds", String.valueOf(world.oneOf(List.of(2, 10))));
        deployments.add(new Deployment("a.example", 1, "smtp://192.0.2.25:25", false, true));
        deployments.add(new Deployment("b.example", 1, "smtp://192.0.2.25:25", true, true));
        if (world.chance(0.5)) {
            deployments.add(new Deployment("c.example", 1, "smtp://192.0.2.25:25", false, false));
        }
        if (world.chance(0.5)) {
            deployments.add(new Deployment("l.example", 1, "lmtp://192.0.2.25:2400", false, true));
        }
        if (world.chance(0.3)) {
            deployments.add(new Deployment("d.example", 2, "smtp://192.0.2.25:2525", false, true));
        }
        int count = world.between(1, 8);
        for (int i = 0; i < count; i++) {
            addSender(new Machine(world, network, "198.51.100." + (i + 1)), world.oneOf(deployments), i);
        }
        int others = world.chance(0.5) ? world.between(0, 6) : 0;
        for (int i = 0; i < others; i++) {
            Deployment deployment = world.oneOf(deployments.subList(0, 2));
            strangers.add(new Stranger(
                    world,
                    faults,
                    new Machine(world, network, "203.0.113." + (i + 1)),
                    address(deployment),
                    List.of(deployment.bean())));
        }
    }

    private void addSender(Machine machine, Deployment deployment, int number) {
        Sender sender = new Sender(
                world,
                faults,
                ledger,
                machine,
                address(deployment),
                deployment.listen().startsWith("lmtp"));
        int count = world.between(1, 12);
        for (int i = 0; i < count; i++) {
            // Now and then two senders have the very same thing to say.
            boolean common = world.chance(0.25);
            String token = common ? "alarm-" + deployment.bean() + "-" + i : "s" + number + "-" + i;
            Mail mail = ledger.add(new Mail(token, machine.ip(), deployment.bean()));
            sender.add(new Sender.Letter(
                    mail,
                    (common ? "alarm" : "s" + number) + "@client.example",
                    common ? List.of("all@" + deployment.bean()) : recipients(deployment.bean()),
                    common ? content(token, 3) : content(token, lines())));
        }
        senders.add(sender);
    }

    private List<String> recipients(String domain) {
        List<String> recipients = new ArrayList<>();
        int count = world.chance(0.9) ? world.between(1, 6) : world.between(1, 150);
        for (int i = 0; i < count; i++) {
            recipients.add("r" + i + "x".repeat(world.between(0, 58)) + "@" + domain);
        }
        return recipients;
    }

    private int lines() {
        return world.chance(0.8) ? world.between(0, 50) : world.between(50, 5_000);
    }

    private static String content(String token, int lines) {
        StringBuilder content = new StringBuilder("Subject: simulated\r\nX-Token: " + token + "\r\n\r\n");
        for (int i = 0; i < lines; i++) {
            content.append(i % 7 == 0 ? "." : "").append("line ").append(i).append("\r\n");
        }
        return content.toString();
    }

    private static InetSocketAddress address(Deployment deployment) {
        int port = Integer.parseInt(deployment.listen().replaceFirst(".*:", ""));
        return new InetSocketAddress(Machine.address(Server.IP), port);
    }

    private void play() {
        boot();
        senders.forEach(
                sender -> visitors.add(world.spawn("sender " + sender.machine().ip(), outside, sender::run)));
        strangers.forEach(
                stranger -> visitors.add(world.spawn("stranger", outside, () -> stranger.run(world.between(1, 6)))));
        Duration trouble = Duration.ofMinutes(world.between(1, 20));
        world.after(trouble, () -> {
            calm = true;
            faults.end();
            world.tell("from now on nothing fails");
        });
        planKill(trouble);
        planClock();
        boolean all = world.runUntil(
                () -> calm && administered && visitors.stream().allMatch(World.Task::isEnded), trouble.plus(CALM));
        if (!world.violations().isEmpty()) {
            return;
        }
        if (!all) {
            ledger.mails().stream()
                    .filter(mail -> !mail.isOver())
                    .forEach(mail -> world.violated("its sender cannot get rid of " + mail));
            visitors.stream()
                    .filter(visitor -> !visitor.isEnded())
                    .forEach(visitor -> world.violated(visitor.name() + " has not come to an end"));
            if (!administered) {
                world.violated("the administrator has not come to an end");
            }
            return;
        }
        looksGoOn();
        end();
    }

    /** A new life of the server, on what the former one has left. */
    private void boot() {
        server = new Server(world, faults, time, network, ledger, state, lives.size() + 1, settings);
        lives.add(server);
        Server booted = server;
        administered = false;
        world.spawn("administrator", server.process(), () -> administer(booted));
    }

    private void administer(Server current) {
        deployAll(current);
        while (!calm) {
            world.self().sleep(world.mostly(Duration.ofSeconds(20), Duration.ofMinutes(5)));
            if (!calm && world.chance(faults.administrator)) {
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
        int what = world.between(0, 4);
        if (world.chance(0.3)) {
            // Just when this server has something to say to everybody.
            faults.count("all connections broken");
            world.after(Duration.ofNanos(world.between(1L, 3_000_000L)), network::breakAll);
        }
        faults.count("administrator " + what);
        switch (what) {
            case 0 -> {
                World.Task undeployment = world.spawn("undeployment", current.process(), () -> current.undeploy(one));
                while (!undeployment.isEnded()) {
                    world.self().sleep(Duration.ofMillis(100));
                }
                world.self().sleep(world.mostly(Duration.ofSeconds(2), Duration.ofMinutes(2)));
                current.deploy(one);
            }
            case 1 -> {
                settings.put("maxErrors", String.valueOf(world.between(5, 50)));
                current.restart(one.adapter());
            }
            case 2 -> current.deployWrongly(one);
            default -> {
                // Everything at once, as at a server's end.
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

    private void planKill(Duration trouble) {
        if (world.chance(faults.kill)) {
            world.after(Duration.ofNanos(world.between(1L, trouble.toNanos())), () -> {
                faults.count("kill");
                world.tell("kill -9");
                ledger.killed();
                server.process().kill();
                world.after(Duration.ofSeconds(world.between(1, 60)), this::boot);
            });
        }
    }

    private void planClock() {
        if (!calm && world.chance(faults.jumpingClock)) {
            world.after(Duration.ofSeconds(world.between(1, 300)), () -> {
                Duration by = Duration.ofSeconds(world.between(-20_000, 20_000));
                faults.count("clock set");
                world.tell("the clock is set by " + by);
                time.jump(by);
                planClock();
            });
        }
    }

    /** Whatever a container has done to the Works of the checks, they go on. */
    private void looksGoOn() {
        long before = server.disk().looks();
        world.runUntil(() -> server.disk().looks() > before + 2, Duration.ofMinutes(15));
        if (server.disk().looks() <= before + 2) {
            world.violated("nobody looks at key stores any more");
        }
    }

    private void end() {
        Server last = server;
        World.Task shutdown = world.spawn("shutdown", last.process(), () -> {
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
        check(
                "event loops, works or waiting threads",
                last.process().actors().stream().map(World.Actor::name).toList());
        if (lives.size() == 1) { // Those of a process that was killed are gone with it.
            check("buffers on the heap", network.buffers().metric().usedHeapMemory());
            check("buffers outside of the heap", network.buffers().metric().usedDirectMemory());
        }
        check("files", last.disk().open());
        check("locks of what is remembered", state.taken());
        check("management beans", last.managementBeans());
        check("endpoints", last.beans().stream().mapToInt(SimBean::used).sum());
        deployments.forEach(deployment -> {
            if (network.isListenedTo(address(deployment))) {
                world.violated("somebody still listens on " + address(deployment));
            }
        });
    }

    private void check(String what, List<String> left) {
        if (!left.isEmpty()) {
            world.violated("left behind: " + what + ": " + left);
        }
    }

    private void check(String what, long left) {
        if (left != 0) {
            world.violated("left behind: " + what + ": " + left);
        }
    }
}
