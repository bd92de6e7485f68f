package org.postern.console.path;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.spi.InitialContextFactory;

/** Questions to the resolver of this machine, by the JDK. What it says of DNSSEC cannot be seen through it. */
public final class Dns {
    static final int MOST_RECORDS = 50;

    private static final String FACTORY = "com.sun.jndi.dns.DnsContextFactory";
    private static final String TYPE_TLSA = "52"; // RFC 6698, section 7.1

    /** Of a TXT record the JDK quotes what has blanks or quotation marks, with backslashes before those. */
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([^ \"]+)");

    private final String url;

    private Dns(String url) {
        this.url = url;
    }

    public static Dns ofTheMachine() {
        return new Dns("dns:");
    }

    static Dns at(int port) {
        return new Dns("dns://127.0.0.1:" + port);
    }

    /** The hosts that take mail for a domain. */
    List<String> mailHosts(String domain) throws NamingException {
        return ask(domain, "MX").stream()
                .map(one -> one.toString().replaceFirst("^\\d+ ", "").replaceFirst("\\.$", ""))
                .map(Text::of)
                .sorted()
                .toList();
    }

    /** Each record as one text: its strings belong together without a blank (RFC 8461, section 3.1). */
    List<String> texts(String name) throws NamingException {
        return ask(name, "TXT").stream().map(one -> joined(one.toString())).toList();
    }

    List<String> keys(String name) throws NamingException {
        return ask(name, TYPE_TLSA).stream()
                .filter(byte[].class::isInstance)
                .map(one -> Tlsa.text((byte[]) one))
                .sorted()
                .toList();
    }

    private static String joined(String record) {
        String joined = STRING.matcher(record).results().map(Dns::string).collect(Collectors.joining());
        return Text.of(joined);
    }

    private static String string(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1).replaceAll("\\\\(.)", "$1");
    }

    @SuppressWarnings("BanJNDI") // This provider asks the machine's resolver for records, and makes no objects of them.
    private List<Object> ask(String name, String type) throws NamingException {
        DirContext resolver = resolver();
        try {
            Attribute found = resolver.getAttributes(name, new String[] {type}).get(type);
            return found == null
                    ? List.of()
                    : new ArrayList<Object>(Collections.list(found.getAll()))
                            .stream().limit(MOST_RECORDS).toList();
        } catch (NameNotFoundException e) {
            return List.of();
        } finally {
            resolver.close();
        }
    }

    /** Not by way of the server's own JNDI: WildFly's does not find what the JDK keeps to itself. */
    @SuppressWarnings("JdkObsolete") // As the interface has it.
    private DirContext resolver() throws NamingException {
        InitialContextFactory factory =
                ServiceLoader.load(InitialContextFactory.class, ClassLoader.getPlatformClassLoader()).stream()
                        .filter(one -> one.type().getName().equals(FACTORY))
                        .findFirst()
                        .orElseThrow(() -> new NamingException("This JVM has no module jdk.naming.dns"))
                        .get();
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.PROVIDER_URL, url);
        settings.put("com.sun.jndi.dns.timeout.initial", "700");
        settings.put("com.sun.jndi.dns.timeout.retries", "2");
        return (DirContext) factory.getInitialContext(settings);
    }
}
