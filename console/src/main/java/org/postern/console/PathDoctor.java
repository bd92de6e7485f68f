package org.postern.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postern.console.path.Authorities;
import org.postern.console.path.Deadline;
import org.postern.console.path.Dns;
import org.postern.console.path.DomainCheck;
import org.postern.console.path.Door;
import org.postern.console.path.Doors;
import org.postern.console.path.Expectation;
import org.postern.console.path.FrontDoor;
import org.postern.console.path.MailDomain;
import org.postern.console.path.NextCertificate;
import org.postern.console.path.Publication;

/** Looks at this server as a client outside does, and says what to publish. Few looks at a time, and each with an end. */
final class PathDoctor {
    static final int MOST_LOOKS = 2;
    static final int MOST_ADDRESSES = 8;

    /** Of one look, with all of its connections; and of one check, with all of its questions. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Places places;
    private final Optional<Authorities> authorities;
    private final Dns dns;
    private final Semaphore looks = new Semaphore(MOST_LOOKS);

    PathDoctor(Places places, Optional<Authorities> authorities, Dns dns) {
        this.places = places;
        this.authorities = authorities;
        this.dns = dns;
    }

    static PathDoctor with(Places places) {
        return new PathDoctor(places, ofTheJvm(), Dns.ofTheMachine());
    }

    private static Optional<Authorities> ofTheJvm() {
        try {
            return Optional.of(Authorities.ofTheJvm());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the page offers to choose from, and the certificates in the order of their ends. */
    JsonObject overview(Instant now) {
        JsonArrayBuilder behind = Json.createArrayBuilder();
        places.addresses().stream()
                .filter(one -> !isForOwnServers(Places.expectation(one)))
                .forEach(one -> behind.add(Json.createObjectBuilder()
                        .add("id", one.id())
                        .add("text", JsonValues.cut(Places.expectation(one).url()))));
        return Json.createObjectBuilder()
                .add("names", Json.createArrayBuilder(places.publicNames()))
                .add("places", behind)
                .add("endings", Endings.of(places.addresses(), now))
                .build();
    }

    /** Where a name leads, and which of that may be looked at. */
    JsonObject addresses(Question question) {
        int port = question.port("port");
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (InetAddress one : inTurn(() -> lookedUp(name(question.text("name"))))) {
            JsonObjectBuilder address = Json.createObjectBuilder().add("address", one.getHostAddress());
            places.doors().refusal(one, port).ifPresent(reason -> address.add("refused", reason));
            all.add(address);
        }
        return Json.createObjectBuilder().add("addresses", all).build();
    }

    /** One look at one address. */
    JsonObject look(Question question) {
        Deadline deadline = Deadline.in(LONGEST);
        int port = question.port("port");
        String name = name(question.text("name"));
        InetAddress address = IpLiteral.of(question.text("address"))
                .orElseThrow(() -> new RefusedException(400, "A look needs an IP address"));
        places.doors().refusal(address, port).ifPresent(reason -> {
            throw new RefusedException(400, "This is not looked at: " + reason);
        });
        Optional<Expectation> expected = expected(question.text("behind"), address, port);
        if (expected.filter(PathDoctor::isForOwnServers).isPresent()) {
            throw new RefusedException(
                    400, "This is not looked at: LMTP is for a server of your own, and not for senders");
        }
        Door door = new Door(
                name, address, port, expected.map(Expectation::implicit).orElse(port == 465));
        return inTurn(() -> new FrontDoor(authorities).look(door, expected, deadline));
    }

    /** LMTP refuses EHLO (RFC 2033, section 4.1), with which a look begins. */
    private static boolean isForOwnServers(Expectation address) {
        return address.scheme().equals("lmtp");
    }

    private Optional<Expectation> expected(String behind, InetAddress address, int port) {
        return behind.isEmpty()
                ? Places.behind(address, port, places.expectations())
                : places.addresses().stream()
                        .filter(one -> one.id().equals(behind))
                        .map(Places::expectation)
                        .findFirst();
    }

    /** What to publish for a domain. */
    JsonObject records(Question question, Instant now) {
        MailDomain domain = domain(question);
        String pem = question.text("next").strip();
        Optional<NextCertificate> next =
                pem.isEmpty() ? Optional.empty() : Optional.of(understood(() -> NextCertificate.of(pem)));
        Map<String, Set<String>> served = new LinkedHashMap<>();
        domain.hosts().forEach(host -> served.put(host, keys(host)));
        return Publication.of(domain, served, next, now);
    }

    /** What DNS says of it now. */
    JsonObject check(Question question) {
        MailDomain domain = domain(question);
        return inTurn(() -> {
            DomainCheck check = new DomainCheck(domain, dns, Deadline.in(LONGEST));
            check.mailHosts();
            domain.hosts().forEach(host -> check.keys(host, keys(host)));
            check.policy(this::placesOfPolicy, authorities);
            check.reports();
            return Json.createObjectBuilder().add("rows", check.rows()).build();
        });
    }

    private List<InetAddress> placesOfPolicy(String host) throws UnknownHostException {
        Doors doors = places.doors();
        List<InetAddress> allowed = Stream.of(InetAddress.getAllByName(host))
                .filter(doors::mayBeReached)
                .limit(MOST_ADDRESSES)
                .toList();
        if (allowed.isEmpty()) {
            throw new UnknownHostException(host + " leads to no address that is looked at");
        }
        return allowed;
    }

    /** Those that senders are shown who ask for this host. */
    private Set<String> keys(String host) {
        Set<String> keys = new LinkedHashSet<>();
        places.expectations().stream()
                .filter(one -> one.scheme().equals("smtp"))
                .flatMap(one -> one.certificates().stream())
                .filter(one -> one.isFor(host) && !one.keyFingerprint().isEmpty())
                .forEach(one -> keys.add(one.keyFingerprint()));
        return keys;
    }

    private static MailDomain domain(Question question) {
        return understood(() -> {
            List<String> hosts = Stream.of(question.text("hosts").split("[,\\s]+"))
                    .filter(host -> !host.isEmpty())
                    .map(MailDomain::name)
                    .distinct()
                    .toList();
            if (hosts.isEmpty()) {
                throw new IllegalArgumentException("Name the hosts that take the domain's mail");
            }
            return new MailDomain(MailDomain.name(question.text("domain")), hosts);
        });
    }

    /** A host name, or an address, which is looked at under that name, too. */
    private static String name(String given) {
        return IpLiteral.of(given)
                .map(InetAddress::getHostAddress)
                .orElseGet(() -> understood(() -> MailDomain.name(given)));
    }

    private static List<InetAddress> lookedUp(String name) {
        try {
            return Stream.of(InetAddress.getAllByName(name))
                    .limit(MOST_ADDRESSES)
                    .toList();
        } catch (UnknownHostException e) {
            throw new RefusedException(404, "The resolver of this machine knows no address of " + name, e);
        }
    }

    private static <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, String.valueOf(e.getMessage()), e);
        }
    }

    private <T> T inTurn(Supplier<T> look) {
        if (!looks.tryAcquire()) {
            throw new RefusedException(503, "Other looks are under way: try again in some seconds");
        }
        try {
            return look.get();
        } finally {
            looks.release();
        }
    }
}
