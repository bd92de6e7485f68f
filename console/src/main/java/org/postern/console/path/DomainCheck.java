package org.postern.console.path;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.NamingException;
import org.postern.console.path.Sign.Weight;

/** What DNS says of a domain, against what is served for it. For one thread. */
public final class DomainCheck {
    private static final int HTTPS = 443;

    private final MailDomain domain;
    private final Dns dns;
    private final Deadline deadline;
    private final JsonArrayBuilder rows = Json.createArrayBuilder();

    /** Those that senders go to; empty as long as DNS has not said so. */
    private Optional<Set<String>> mailHosts = Optional.empty();

    public DomainCheck(MailDomain domain, Dns dns, Deadline deadline) {
        this.domain = domain;
        this.dns = dns;
        this.deadline = deadline;
    }

    /** Where names lead; may not be a place that a look may not go to. */
    public interface Places {
        /**
         * The addresses of a host.
         *
         * @throws UnknownHostException also if it may not be gone to, with the reason
         */
        List<InetAddress> of(String host) throws UnknownHostException;
    }

    public JsonArray rows() {
        return rows.build();
    }

    private interface Question {
        void ask() throws NamingException;
    }

    private void ask(String what, String owner, Question question) {
        if (deadline.isOver()) {
            add(what, owner, Weight.WARNING, "", "The time was over before this was asked.");
            return;
        }
        try {
            question.ask();
        } catch (NamingException e) {
            String reason = Text.of(String.valueOf(e.getMessage()));
            add(what, owner, Weight.WARNING, "", "The resolver of this machine gave no answer: " + reason);
        }
    }

    public void mailHosts() {
        ask("MX", domain.name() + ".", () -> {
            List<String> found = dns.mailHosts(domain.name());
            Set<String> ends = found.isEmpty() ? Set.of(domain.name()) : small(found);
            mailHosts = Optional.of(ends);
            Set<String> missing = new TreeSet<>(domain.hosts());
            missing.removeAll(ends);
            Set<String> unnamed = new TreeSet<>(ends);
            unnamed.removeAll(domain.hosts());
            Weight weight = missing.isEmpty() && unnamed.isEmpty() ? Weight.GOOD : Weight.WARNING;
            add("MX", domain.name() + ".", weight, join(found), mailHosts(found, missing, unnamed));
        });
    }

    private static String mailHosts(List<String> found, Set<String> missing, Set<String> unnamed) {
        Stream<String> sentences = Stream.of(
                found.isEmpty() ? "There is none: senders go to the address of the domain itself." : "",
                missing.isEmpty() ? "" : "Senders do not come to " + join(missing) + ".",
                unnamed.isEmpty()
                        ? ""
                        : "Senders come to " + join(unnamed)
                                + ", too. Name all of their hosts here, or no record of these is compared, "
                                + "and no policy that is made here allows them.",
                missing.isEmpty() && unnamed.isEmpty()
                        ? "Senders come to the hosts that are named here, and to no other."
                        : "");
        return String.join(" ", sentences.filter(one -> !one.isEmpty()).toList());
    }

    /** Without the empty name, which says that a domain takes no mail (RFC 7505). */
    private static Set<String> small(List<String> names) {
        return names.stream()
                .filter(name -> !name.isEmpty())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public void policy(Places places, Optional<Authorities> authorities) {
        text("MTA-STS", domain.policyOwner(), "v=STSv1", "v=STSv1\\s*;(.*;)?\\s*id=[A-Za-z0-9]{1,32}\\s*(;.*)?");
        policyFile(places, authorities);
    }

    void policyFile(Places places, Optional<Authorities> authorities) {
        String place = "https://" + domain.policyHost() + "/.well-known/mta-sts.txt";
        ask("Policy", place, () -> {
            try {
                Authorities known =
                        authorities.orElseThrow(() -> new IOException("this JVM's authorities cannot be read"));
                PolicyHost host = new PolicyHost(domain.policyHost(), places.of(domain.policyHost()), HTTPS, known);
                policyFile(place, host.fetch(deadline));
            } catch (IOException e) {
                String reason =
                        "It was asked for as senders do, and did not come: " + Text.of(String.valueOf(e.getMessage()));
                String sentence = deadline.isOver() ? "The time was over before it had come." : reason;
                add("Policy", place, Weight.WARNING, "", sentence);
            }
        });
    }

    void policyFile(String place, String text) {
        PolicyFile file = PolicyFile.of(text);
        Set<String> missing = new TreeSet<>(domain.hosts());
        mailHosts.ifPresent(missing::addAll);
        missing.removeIf(file::allows);
        String found = "mode: %s, mx: %s, max_age: %s".formatted(file.mode(), join(file.hosts()), file.maxAge());
        if (file.fault().isPresent()) {
            add(
                    "Policy",
                    place,
                    Weight.BAD,
                    found,
                    "Senders take it for none. " + file.fault().get() + ".");
        } else if (file.mode().equals("none")) {
            add("Policy", place, Weight.WARNING, found, "Its mode is none: senders demand nothing.");
        } else if (!missing.isEmpty()) {
            boolean enforced = file.mode().equals("enforce");
            add(
                    "Policy",
                    place,
                    enforced ? Weight.BAD : Weight.WARNING,
                    found,
                    "It does not name " + join(missing)
                            + (enforced
                                    ? ": senders that know it do not deliver there."
                                    : ": add them before it is enforced."));
        } else if (mailHosts.isEmpty()) {
            String sentence =
                    "It names all hosts that are named here. Whether it names all that senders come to is not known: "
                            + "the MX records were not seen.";
            add("Policy", place, Weight.WARNING, found, sentence);
        } else {
            add("Policy", place, Weight.GOOD, found, "It names all hosts, also those of the MX records.");
        }
    }

    public void reports() {
        text("TLS-RPT", domain.reportOwner(), "v=TLSRPTv1", "v=TLSRPTv1\\s*;(.*;)?\\s*rua=(?i:mailto|https):\\S.*");
    }

    /** Of records of this kind there has to be one, for with several senders take all for none. */
    private void text(String what, String owner, String beginning, String pattern) {
        ask(what, owner, () -> {
            List<String> found = dns.texts(owner).stream()
                    .filter(text -> text.startsWith(beginning))
                    .toList();
            if (found.isEmpty()) {
                add(what, owner, Weight.WARNING, "", "It is not published.");
            } else if (found.size() > 1) {
                add(what, owner, Weight.BAD, join(found), "There are several: senders take them for none.");
            } else if (!found.get(0).matches(pattern)) {
                add(what, owner, Weight.BAD, found.get(0), "Senders cannot read it, and take it for none.");
            } else {
                add(what, owner, Weight.GOOD, found.get(0), "It is published.");
            }
        });
    }

    /**
     * Compares the TLSA records of a host.
     *
     * @param bound the fingerprints of all keys that are served to senders who ask for it
     */
    public void keys(String host, Set<String> bound) {
        String owner = new Tlsa(host, 25).owner();
        ask("TLSA", owner, () -> {
            List<String> found = dns.keys(owner);
            Set<String> missing = new TreeSet<>(bound);
            Set<String> stale = new TreeSet<>();
            for (String record : found) {
                String key = record.replaceFirst("^3 1 1 ", "");
                if (!missing.remove(key) && !bound.contains(key)) {
                    stale.add(record);
                }
            }
            add("TLSA", owner, weight(found, bound, missing), join(found), keys(found, bound, missing, stale));
        });
    }

    /** Records of other kinds may fit; only senders know. */
    private static Weight weight(List<String> found, Set<String> bound, Set<String> missing) {
        if (missing.isEmpty() && !bound.isEmpty()) {
            return Weight.GOOD;
        }
        boolean allOurs = !found.isEmpty() && found.stream().allMatch(one -> one.startsWith("3 1 1 "));
        return allOurs && !bound.isEmpty() ? Weight.BAD : Weight.WARNING;
    }

    private static String keys(List<String> found, Set<String> bound, Set<String> missing, Set<String> stale) {
        if (found.isEmpty()) {
            return "None is published: senders use no DANE here.";
        }
        Stream<String> sentences = Stream.of(
                bound.isEmpty() ? "No certificate that is bound here is for this host: they cannot be compared." : "",
                missing.isEmpty() || bound.isEmpty()
                        ? ""
                        : "A key that is served has none: if no other record fits it, DANE senders do not deliver.",
                stale.isEmpty() || bound.isEmpty()
                        ? ""
                        : "Of no key that is bound here, or of another kind: " + join(stale)
                                + ". That is right while a key is about to be changed, or of another server behind this name.",
                missing.isEmpty() && !bound.isEmpty() ? "Each key that is served has its record." : "");
        return String.join(" ", sentences.filter(one -> !one.isEmpty()).toList());
    }

    private static String join(Collection<String> texts) {
        return String.join(", ", texts);
    }

    private void add(String what, String owner, Weight weight, String found, String sentence) {
        rows.add(Json.createObjectBuilder()
                .add("what", what)
                .add("owner", owner)
                .add("weight", weight.name().toLowerCase(Locale.ROOT))
                .add("found", found)
                .add("sentence", sentence));
    }
}
