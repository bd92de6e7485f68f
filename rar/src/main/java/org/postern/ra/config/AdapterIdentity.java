package org.postern.ra.config;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postern.ra.duplicates.ServerPlace;

/**
 * What an adapter is called for as long as its configuration and its place are the same: over restarts, redeployments and
 * crashes, and in whatever order several of them are started. Immutable.
 *
 * @param name of letters, digits and a few signs, so that it can be part of a file's name and of an object name
 */
public record AdapterIdentity(String name) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._#-]{0,99}");
    private static final int LONGEST = 100;
    private static final String UNKNOWN = "postern";
    private static final int DIGEST_OCTETS = 6;

    /** Payara and GlassFish unpack the adapter of an application: {@code applications/shop/postern_rar/postern.jar}. */
    private static final Pattern UNPACKED = Pattern.compile(".*/(?<application>[^/]+)/(?<adapter>[^/]+)_rar/[^/]+/?");

    /** Others keep the names of the archives: {@code content/shop.ear/postern.rar/postern.jar}. */
    private static final Pattern ARCHIVES =
            Pattern.compile(".*/(?<application>[^/]+)\\.ear/(?<adapter>[^/]+)\\.rar[/!].*");

    /** An adapter that was deployed by itself. */
    private static final Pattern ALONE =
            Pattern.compile(".*(/applications/(?<unpacked>[^/]+)/[^/]+/?|/(?<adapter>[^/]+)\\.rar[/!].*)");

    /** Reads what the administrator calls it; a problem is left with the configuration. */
    public static AdapterIdentity read(Configuration from) {
        Optional<String> given = from.optionalText(Property.ADAPTER_NAME);
        if (given.isPresent() && NAME.matcher(given.get()).matches()) {
            return new AdapterIdentity(given.get());
        }
        if (given.isPresent()) {
            from.problem(
                    Property.ADAPTER_NAME,
                    "write at most " + LONGEST
                            + " letters, digits, dots, underscores, hyphens and #, the first a letter"
                            + " or digit, or leave it out for a name made of the application's and the archive's");
        }
        CodeSource source = AdapterIdentity.class.getProtectionDomain().getCodeSource();
        return ofPlace(source == null ? null : source.getLocation());
    }

    /**
     * A name for files of this adapter. Others may have its name: in another server, or two of one server that listen
     * elsewhere.
     *
     * @param server as {@link ServerPlace} tells
     * @param listen as the administrator has written it
     */
    public String fileName(String server, String listen) {
        byte[] digest = Sha256.newDigest().digest((server + "\n" + listen).getBytes(StandardCharsets.UTF_8));
        return name + "-" + HexFormat.of().formatHex(digest, 0, DIGEST_OCTETS);
    }

    /**
     * What the place says where the server has the adapter's classes: the specification gives an adapter neither its own
     * name nor the application's, but servers put both into that path.
     */
    public static AdapterIdentity ofPlace(@Nullable URL classes) {
        String path = classes == null ? "" : classes.toString();
        Matcher unpacked = UNPACKED.matcher(path);
        if (unpacked.matches()) {
            return of(withoutVersion(unpacked.group("application")), unpacked.group("adapter"));
        }
        Matcher archives = ARCHIVES.matcher(path);
        if (archives.matches()) {
            return of(archives.group("application"), archives.group("adapter"));
        }
        Matcher alone = ALONE.matcher(path);
        if (alone.matches()) {
            String adapter = alone.group("adapter");
            return of(adapter == null ? withoutVersion(alone.group("unpacked")) : adapter);
        }
        return new AdapterIdentity(UNKNOWN);
    }

    /** Payara calls the adapter of an application {@code shop#postern}. */
    private static AdapterIdentity of(String... names) {
        String safe = String.join("#", names).replaceAll("[^A-Za-z0-9._#-]", "_");
        return new AdapterIdentity(safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST));
    }

    /** Payara deploys {@code shop:2} to a directory {@code shop~2}; what is new about it is not its name. */
    private static String withoutVersion(String directory) {
        int version = directory.indexOf('~');
        return version <= 0 ? directory : directory.substring(0, version);
    }
}
