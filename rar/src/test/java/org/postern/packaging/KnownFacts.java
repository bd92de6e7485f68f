package org.postern.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What was known of the libraries in the RAR on a day, from a file that says where it has that from: so the build needs no network, and
 * says the same today and tomorrow.
 */
record KnownFacts(LocalDate lookedUp, List<Component> components, List<Advisory> advisories, List<String> assessed) {
    static final String FILE = "dependencies/known.tsv";

    /** Libraries that come together. */
    record Component(
            String name,
            List<String> jars,
            String newest,
            String licence,
            String use,
            String maintainer,
            String news) {}

    /** A vulnerability of one library, in the versions from the first up to the one that mends it. */
    record Advisory(String id, String jar, String from, String mended) {
        boolean concerns(Shipped shipped) {
            return jar.equals(shipped.jar()) && !shipped.isBefore(from) && shipped.isBefore(mended);
        }
    }

    static KnownFacts committed() throws IOException {
        return of(Files.readAllLines(Document.ROOT.resolve(FILE)));
    }

    static KnownFacts of(List<String> lines) {
        List<LocalDate> dates = new ArrayList<>();
        List<Component> components = new ArrayList<>();
        List<Advisory> advisories = new ArrayList<>();
        List<String> assessed = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            switch (line.startsWith("#") ? "#" : fields[0] + " " + (fields.length - 1)) {
                case "#" -> {}
                case "looked-up 1" -> dates.add(LocalDate.parse(fields[1]));
                case "component 7" ->
                    components.add(new Component(
                            fields[1],
                            List.of(fields[2].split(" ", -1)),
                            fields[3],
                            fields[4],
                            fields[5],
                            fields[6],
                            fields[7]));
                case "advisory 6" -> advisories.add(new Advisory(fields[1], fields[2], fields[3], fields[4]));
                case "assessed 4" -> assessed.add(fields[1] + " in " + fields[2] + " " + fields[3]);
                default -> throw new IllegalArgumentException("No fact: " + line);
            }
        }
        return new KnownFacts(dates.get(0), components, advisories, assessed);
    }

    /** The vulnerabilities of what is shipped that nothing is said against, each with the version that mends it. */
    List<String> vulnerable(Collection<Shipped> shipped) {
        List<String> found = new ArrayList<>();
        for (Shipped library : shipped) {
            for (Advisory advisory : advisories) {
                String what = advisory.id() + " in " + library;
                if (advisory.concerns(library) && !assessed.contains(what)) {
                    found.add(what + ", mended in " + advisory.mended());
                }
            }
        }
        return found;
    }

    List<String> newer(Collection<Shipped> shipped) {
        List<String> found = new ArrayList<>();
        for (Shipped library : shipped) {
            component(library)
                    .filter(known -> library.isBefore(known.newest()))
                    .ifPresent(known -> found.add(library + " -> " + known.newest()));
        }
        return found;
    }

    /** What is shipped and was never looked up. */
    List<Shipped> unknown(Collection<Shipped> shipped) {
        return shipped.stream().filter(library -> component(library).isEmpty()).toList();
    }

    /** Why vulnerabilities of other versions than the shipped ones do not reach us, which is of no use. */
    List<String> assessedInVain(Collection<Shipped> shipped) {
        List<String> needed = new KnownFacts(lookedUp, components, advisories, List.of())
                .vulnerable(shipped).stream()
                        .map(what -> what.replaceFirst(", mended.*", ""))
                        .toList();
        return assessed.stream().filter(what -> !needed.contains(what)).toList();
    }

    long ageInDays(LocalDate today) {
        return ChronoUnit.DAYS.between(lookedUp, today);
    }

    private Optional<Component> component(Shipped library) {
        return components.stream()
                .filter(known -> known.jars().contains(library.jar()))
                .findFirst();
    }
}
