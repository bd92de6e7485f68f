package org.postern.console.path;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What was seen at a door against what the adapter behind it says, the first reason before its consequences. For one thread. */
final class Comparison {
    private final Door door;
    private final Seen seen;
    private final Optional<Expectation> expected;
    private final Map<Sign, String> found = new EnumMap<>(Sign.class);

    private Comparison(Door door, Seen seen, Optional<Expectation> expected) {
        this.door = door;
        this.seen = seen;
        this.expected = expected;
    }

    /**
     * @param inside what is seen at the local address itself, where that is another one
     * @param authorities empty if they cannot be read
     */
    static List<Finding> of(
            Door door,
            Seen seen,
            Optional<Seen> inside,
            Optional<Expectation> expected,
            Optional<Versions> versions,
            Optional<Authorities> authorities) {
        Comparison comparison = new Comparison(door, seen, expected);
        comparison.conversation();
        comparison.certificate(authorities);
        inside.ifPresent(comparison::inside);
        versions.filter(Versions::isOldAccepted).ifPresent(old -> comparison.add(Sign.OLD_TLS, ""));
        versions.filter(tried -> !tried.areAllTried()).ifPresent(some -> comparison.add(Sign.NOT_ALL_VERSIONS, ""));
        if (comparison.found.isEmpty() && expected.isPresent()) {
            comparison.add(Sign.AS_IT_SHOULD_BE, "");
        }
        if (expected.isEmpty()) {
            comparison.add(Sign.NOT_COMPARED, "");
        }
        return comparison.findings();
    }

    private void conversation() {
        seen.trouble().ifPresent(this::trouble);
        seen.greeting().ifPresent(this::greeting);
        seen.hello().ifPresent(this::hello);
        seen.startTls()
                .filter(reply -> !reply.isPositive())
                .ifPresent(reply -> add(Sign.STARTTLS_REFUSED, reply.firstLine()));
        if (seen.talksBehindStartTls()) {
            add(Sign.TALKS_BEHIND_STARTTLS, "");
        }
        seen.helloInTls().ifPresent(this::helloInTls);
    }

    private void trouble(Trouble trouble) {
        boolean began = door.implicit() || seen.startTls().isPresent();
        if (trouble.kind() == Trouble.Kind.REFUSED) {
            add(Sign.REFUSED, trouble.text());
        } else if (trouble.kind() == Trouble.Kind.TOO_MUCH) {
            add(Sign.TOO_MUCH, trouble.text());
        } else if (seen.tls().isPresent()) {
            add(Sign.LOST_IN_TLS, trouble.text());
        } else if (trouble.kind() == Trouble.Kind.TLS || (began && trouble.kind() != Trouble.Kind.NOT_CONNECTED)) {
            add(Sign.HANDSHAKE_FAILED, trouble.text());
        } else if (trouble.kind() == Trouble.Kind.NOT_CONNECTED) {
            add(Sign.NO_CONNECTION, trouble.text());
        } else {
            add(trouble.kind() == Trouble.Kind.TIME_OVER ? Sign.SILENT : Sign.HUNG_UP, trouble.text());
        }
    }

    private void greeting(Reply greeting) {
        if (greeting.code() == 0) {
            add(Sign.NOT_SMTP, greeting.firstLine());
        } else if (!greeting.isPositive()) {
            add(Sign.TURNED_AWAY, greeting.firstLine());
        } else if (greeting.texts().get(0).contains("***")) {
            add(Sign.GREETING_MASKED, greeting.firstLine());
        }
    }

    private void hello(Reply hello) {
        List<String> masked = hello.masked();
        boolean isOffered = seen.listsStartTls();
        if (!hello.isPositive()) {
            add(Sign.HELLO_REFUSED, hello.firstLine());
        } else if (!masked.isEmpty()) {
            add(Sign.MASKED, String.join(", ", masked));
        } else if (!isOffered) {
            boolean isWanted = expected.filter(Expectation::offersTls).isPresent();
            add(
                    isWanted ? Sign.STRIPPED : Sign.NO_TLS,
                    expected.map(Expectation::verdict).orElse(""));
        }
        expected.filter(one -> isOffered && !one.verdict().isEmpty() && !one.offersTls())
                .ifPresent(one -> add(Sign.OFFERED_BY_ANOTHER, one.verdict()));
    }

    private void helloInTls(Reply hello) {
        if (!hello.isPositive()) {
            add(Sign.LOST_IN_TLS, hello.firstLine());
        } else if (hello.lists("STARTTLS")) {
            add(Sign.STARTTLS_IN_TLS, "");
        }
    }

    private void certificate(Optional<Authorities> authorities) {
        seen.tls().ifPresent(tls -> {
            Shown shown = new Shown(tls.leaf());
            List<Expectation.BoundCertificate> bound =
                    expected.map(Expectation::certificates).orElse(List.of());
            if (!bound.isEmpty() && bound.stream().noneMatch(one -> one.is(shown))) {
                add(Sign.OTHER_CERTIFICATE, shown.subject() + ", issued by " + shown.issuer());
            }
            if (!shown.isFor(door.name())) {
                add(Sign.OTHER_NAME, String.join(", ", shown.names()));
            }
            authorities
                    .flatMap(known -> known.objection(tls.chain()))
                    .ifPresent(objection -> add(Sign.UNTRUSTED, objection));
        });
    }

    private void inside(Seen inside) {
        if (seen.isGreeted() && (inside.trouble().isPresent() || !inside.isGreeted())) {
            String reason = inside.trouble()
                    .map(Trouble::text)
                    .or(() -> inside.greeting().map(Reply::firstLine))
                    .orElse("");
            add(Sign.INSIDE_NOT_SEEN, reason);
        }
        inside.greeting().filter(Reply::isPositive).ifPresent(there -> seen.greeting()
                .filter(here -> here.isPositive() && !here.name().equals(there.name()))
                .ifPresent(here -> add(Sign.OTHER_GREETING, here.name() + ", inside " + there.name())));
        inside.hello().ifPresent(there -> seen.hello()
                .filter(here -> !differences(here, there).isEmpty())
                .ifPresent(here -> add(Sign.OTHER_EXTENSIONS, differences(here, there))));
        inside.tls().ifPresent(there -> seen.tls()
                .filter(here -> !here.leaf().equals(there.leaf()))
                .ifPresent(here -> add(Sign.OTHER_CERTIFICATE, new Shown(here.leaf()).subject())));
    }

    private static String differences(Reply here, Reply there) {
        return only(here, there).map(words -> "only here: " + words + " ").orElse("")
                + only(there, here).map(words -> "only inside: " + words).orElse("");
    }

    private static Optional<String> only(Reply one, Reply other) {
        Set<String> words = new TreeSet<>(one.extensions());
        words.removeAll(other.extensions());
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
    }

    private void add(Sign sign, String detail) {
        found.putIfAbsent(sign, detail);
    }

    private List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        found.forEach((sign, detail) -> all.add(new Finding(sign, detail)));
        return all;
    }
}
