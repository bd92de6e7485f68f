package org.postern.console.path;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a client is told at a door, and what that means, as JSON. Immutable. */
public final class FrontDoor {
    private final Optional<Authorities> authorities;

    /**
     * Looks with the eyes of senders who know these authorities.
     *
     * @param authorities empty if they cannot be read: then nothing is said of trust
     */
    public FrontDoor(Optional<Authorities> authorities) {
        this.authorities = authorities;
    }

    /**
     * One look.
     *
     * @param expected what an adapter says of the local address behind the door; empty if none is known to be
     */
    public JsonObject look(Door door, Optional<Expectation> expected, Deadline deadline) {
        Seen seen = Look.through(door, deadline);
        Optional<Seen> inside = expected.flatMap(one -> inside(door, one)).map(place -> Look.through(place, deadline));
        Optional<Versions> versions = seen.tls().map(tls -> Versions.at(door, tls.protocol(), deadline));
        JsonObjectBuilder answer = Json.createObjectBuilder()
                .add("name", door.name())
                .add("address", door.address().getHostAddress())
                .add("port", door.port());
        expected.ifPresent(one -> answer.add("expected", expected(one)));
        answer.add("findings", findings(Comparison.of(door, seen, inside, expected, versions, authorities)));
        answer.add("lines", lines(seen));
        seen.tls().ifPresent(tls -> answer.add("tls", tls(tls, door)));
        versions.ifPresent(one -> answer.add("versions", versions(one)));
        return answer.build();
    }

    /** The local address itself, where the door is not just that. */
    private static Optional<Door> inside(Door door, Expectation expected) {
        try {
            InetAddress address = InetAddress.getByName(expected.address()); // A literal: no name is asked for.
            boolean isSame = address.equals(door.address()) && expected.port() == door.port();
            return isSame ? Optional.empty() : Optional.of(door.at(address, expected.port()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static JsonObjectBuilder expected(Expectation expected) {
        return Json.createObjectBuilder()
                .add("url", expected.url())
                .add("verdict", expected.verdict())
                .add("reason", expected.reason());
    }

    private static JsonArrayBuilder findings(List<Finding> findings) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (Finding one : findings) {
            Sign sign = one.sign();
            all.add(Json.createObjectBuilder()
                    .add("sign", sign.word())
                    .add("weight", sign.weight().name().toLowerCase(Locale.ROOT))
                    .add("sentence", sign.sentence())
                    .add("remedy", sign.remedy())
                    .add("detail", one.detail()));
        }
        return all;
    }

    /** The conversation, as it stood on the wire. */
    private static JsonArrayBuilder lines(Seen seen) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        boolean implicit = seen.tls().isPresent() && seen.startTls().isEmpty();
        if (implicit) {
            all.add("(TLS)");
        }
        seen.greeting().ifPresent(reply -> reply.lines().forEach(all::add));
        seen.hello().ifPresent(reply -> exchange(all, "EHLO", reply));
        seen.startTls().ifPresent(reply -> exchange(all, "STARTTLS", reply));
        if (seen.tls().isPresent() && !implicit) {
            all.add("(TLS)");
        }
        seen.helloInTls().ifPresent(reply -> exchange(all, "EHLO", reply));
        seen.trouble().ifPresent(trouble -> all.add("(" + trouble.text() + ")"));
        return all;
    }

    private static void exchange(JsonArrayBuilder lines, String command, Reply reply) {
        lines.add("> " + command);
        reply.lines().forEach(lines::add);
    }

    private JsonObjectBuilder tls(TlsSeen tls, Door door) {
        JsonArrayBuilder chain = Json.createArrayBuilder();
        for (X509Certificate one : tls.chain()) {
            Shown shown = new Shown(one);
            chain.add(Json.createObjectBuilder()
                    .add("subject", shown.subject())
                    .add("issuer", shown.issuer())
                    .add("names", Json.createArrayBuilder(shown.names()))
                    .add("key", shown.key())
                    .add("notBefore", shown.notBefore())
                    .add("notAfter", shown.notAfter())
                    .add("fingerprint", shown.fingerprint()));
        }
        String key = new Shown(tls.leaf()).keyFingerprint();
        return Json.createObjectBuilder()
                .add("protocol", tls.protocol())
                .add("cipherSuite", tls.cipherSuite())
                .add("chain", chain)
                .add("tlsa", new Tlsa(door.name(), door.port()).line(key));
    }

    private static JsonArrayBuilder versions(Versions versions) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        versions.accepted()
                .forEach((version, accepted) -> all.add(
                        Json.createObjectBuilder().add("version", version).add("accepted", accepted)));
        return all;
    }
}
