package org.postern.simulation;

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
    private final List<Site> sites = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private final List<Stranger> strangers = new ArrayList<>();
    private final SimProcess outside = new SimProcess("outside");
    private final List<Task> visitors = new ArrayList<>();

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
            Map<String, Long> lines,
            Map<String, Long> coverage) {
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
        SimNaming.install(run.world, run.faults);
        try (LogCheck log = new LogCheck(run.world, run.ledger)) {
            try {
                run.draw();
                run.play();
                return run.result(log);
            } finally {
                run.world.close();
                SimNaming.uninstall();
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
                log.lines(),
                log.coverage().counted());
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
        if (world.chance(0.3)) {
            settings.put("networksTranscribed", "0.0.0.0/0");
        }
        boolean encrypts = world.chance(0.4);
        if (encrypts) {
            settings.putAll(SimNaming.SETTINGS);
        }
        long envelopes = world.oneOf(List.of(1_000_000L, 4_000_000L, 33_554_432L));
        settings.put("maxEnvelopeBytes", String.valueOf(envelopes));
        Hoards hoards = new Hoards(world, envelopes);
        deployments.add(new Deployment("a.example", 1, "smtp://192.0.2.25:25", false, true, world.chance(0.3)));
        deployments.add(new Deployment("b.example", 1, "smtp://192.0.2.25:25", true, true, world.chance(0.3)));
        if (world.chance(0.5)) {
            deployments.add(new Deployment("c.example", 1, "smtp://192.0.2.25:25", false, false, world.chance(0.3)));
        }
        if (world.chance(0.5)) {
            deployments.add(new Deployment("l.example", 1, "lmtp://192.0.2.25:2400", false, true, world.chance(0.5)));
        }
        if (encrypts && world.chance(0.7)) {
            deployments.add(
                    new Deployment("u.example", 1, "submission://192.0.2.25:587", false, true, world.chance(0.3)));
        }
        if (world.chance(0.4)) {
            deployments.add(new Deployment("d.example", 2, "smtp://192.0.2.25:2525", false, true, world.chance(0.3)));
        }
        sites.add(site("192.0.2.25", "simulated", List.copyOf(deployments)));
        if (world.chance(0.3)) {
            // Another process with the same directory, now and then as if it were the same server.
            String name = world.chance(0.5) ? "simulated" : "neighbour";
            if (name.equals("simulated")) {
                ledger.excuseAll("two servers of one name, whose files depend on who comes first");
            }
            Deployment neighbour =
                    new Deployment("p.example", 1, "smtp://192.0.2.26:25", world.chance(0.5), true, world.chance(0.3));
            sites.add(site("192.0.2.26", name, List.of(neighbour)));
            deployments.add(neighbour);
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
                    deployment.address(),
                    List.of(deployment.bean()),
                    hoards));
        }
    }

    private Site site(String ip, String name, List<Deployment> deployed) {
        return new Site(world, faults, time, network, ledger, state, ip, name, deployed, settings);
    }

    private void addSender(Machine machine, Deployment deployment, int number) {
        Sender sender = new Sender(world, faults, ledger, machine, deployment.address(), deployment.scheme());
        int count = world.between(1, 12);
        for (int i = 0; i < count; i++) {
            // Now and then two senders have the very same thing to say.
            boolean common = world.chance(0.25);
            String token = common ? "alarm-" + deployment.bean() + "-" + i : "s" + number + "-" + i;
            List<String> recipients = common ? List.of("all@" + deployment.bean()) : recipients(deployment.bean());
            sender.add(new Letter(
                    mails(deployment, token, machine.ip(), recipients),
                    recipients,
                    (common ? "alarm" : "s" + number) + "@client.example",
                    common ? content(token, 3) : content(token, lines())));
        }
        senders.add(sender);
    }

    private Map<String, Mail> mails(Deployment deployment, String token, String peer, List<String> recipients) {
        Map<String, Mail> mails = new LinkedHashMap<>();
        if (deployment.apart()) {
            recipients.forEach(recipient -> mails.computeIfAbsent(
                    recipient, one -> ledger.add(new Mail(Mail.token(token, one), peer, deployment.bean()))));
        } else {
            Mail mail = ledger.add(new Mail(token, peer, deployment.bean()));
            recipients.forEach(recipient -> mails.put(recipient, mail));
        }
        return mails;
    }

    private List<String> recipients(String domain) {
        List<String> recipients = new ArrayList<>();
        int count = world.chance(0.9) ? world.between(1, 6) : world.between(1, 150);
        for (int i = 0; i < count; i++) {
            recipients.add("r" + i + "x".repeat(world.between(0, 58)) + "@" + domain);
        }
        if (world.chance(0.1)) {
            recipients.add(world.oneOf(recipients));
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

    private void play() {
        sites.get(0).boot();
        // Another server is started by somebody else.
        sites.stream().skip(1).forEach(site -> world.after(Duration.ofSeconds(world.between(0, 120)), site::boot));
        senders.forEach(
                sender -> visitors.add(world.spawn("sender " + sender.machine().ip(), outside, sender::run)));
        strangers.forEach(
                stranger -> visitors.add(world.spawn("stranger", outside, () -> stranger.run(world.between(1, 6)))));
        Duration trouble = Duration.ofMinutes(world.between(1, 20));
        world.after(trouble, () -> {
            faults.end();
            world.tell("from now on nothing fails");
        });
        sites.forEach(site -> site.planKill(trouble));
        planClock();
        boolean all = world.runUntil(
                () -> faults.areOver()
                        && sites.stream().allMatch(Site::isAdministered)
                        && visitors.stream().allMatch(Task::isEnded),
                trouble.plus(CALM));
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
            if (!sites.stream().allMatch(Site::isAdministered)) {
                world.violated("an administrator has not come to an end");
            }
            return;
        }
        sites.forEach(Site::expectLooks);
        end();
    }

    private void planClock() {
        if (!faults.areOver() && world.chance(faults.jumpingClock)) {
            world.after(Duration.ofSeconds(world.between(1, 300)), () -> {
                Duration by = Duration.ofSeconds(world.between(-20_000, 20_000));
                faults.count("clock set");
                world.tell("the clock is set by " + by);
                time.jump(by);
                planClock();
            });
        }
    }

    private void end() {
        sites.forEach(Site::end);
        if (sites.stream().noneMatch(Site::wasKilled)) { // Those of a process that was killed are gone with it.
            world.expectNone("buffers on the heap", network.buffers().metric().usedHeapMemory());
            world.expectNone(
                    "buffers outside of the heap", network.buffers().metric().usedDirectMemory());
        }
        world.expectNone("locks of what is remembered", state.taken());
    }
}
