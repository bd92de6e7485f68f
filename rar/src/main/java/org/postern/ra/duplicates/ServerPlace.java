package org.postern.ra.duplicates;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Which of the servers of one user and one machine this is: by the directory that it has for itself, the same after each
 * restart. The specification has no word for it, but each server tells in a system property.
 */
public final class ServerPlace {
    private static final List<String> PROPERTIES = List.of(
            "com.sun.aas.instanceRoot", // Payara, GlassFish
            "jboss.server.base.dir", // WildFly, JBoss
            "server.output.dir", // Open Liberty
            "catalina.base"); // TomEE

    private static final String TEMPORARY = "java.io.tmpdir";

    /** Embedded Payara and Payara Micro make a directory at each start, there or elsewhere. */
    private static final Pattern OF_ONE_START = Pattern.compile("(gfembed|payaramicro-rt)\\d+tmp");

    private static final String WORKING_DIRECTORY = "user.dir";

    private ServerPlace() {}

    /** As the system properties say. */
    public static String current() {
        return of(System::getProperty);
    }

    static String of(UnaryOperator<@Nullable String> properties) {
        Map<String, String> places = new TreeMap<>();
        for (String name : PROPERTIES) {
            String place = properties.apply(name);
            if (place != null && !isOfOneStart(Path.of(place).normalize(), properties.apply(TEMPORARY))) {
                places.put(name, place);
            }
        }
        return places.isEmpty() ? String.valueOf(properties.apply(WORKING_DIRECTORY)) : places.toString();
    }

    private static boolean isOfOneStart(Path place, @Nullable String temporary) {
        return (temporary != null && place.startsWith(Path.of(temporary).normalize()))
                || StreamSupport.stream(place.spliterator(), false)
                        .anyMatch(part -> OF_ONE_START.matcher(part.toString()).matches());
    }
}
