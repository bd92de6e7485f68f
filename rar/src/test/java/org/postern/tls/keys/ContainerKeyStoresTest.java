package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;
import org.postern.tls.TestPolicy;
import org.postern.tls.TlsOffers;

class ContainerKeyStoresTest {
    private static final String ADDITIONAL = "fish.payara.ssl.additionalKeyStores";

    @TempDir
    private Path directory;

    private final Map<String, String> properties = new HashMap<>();
    private final SourceGroup stores = stores(new KeyStoreSettings("container", null, null, null));
    private Path one;
    private Path two;

    @BeforeEach
    void writeKeyStores() {
        one = TestKeyStore.pkcs12().key("one", TestCertificates.EC).write(directory.resolve("one.p12"));
        two = TestKeyStore.jks().key("two", TestCertificates.EC).write(directory.resolve("two.jks"));
        properties.put("javax.net.ssl.keyStorePassword", TestKeyStore.PASSWORD);
        properties.put("javax.net.ssl.keyStoreType", "JCEKS");
    }

    /** A script that sets a variable which is empty has named no file. */
    @Test
    void anEmptySystemPropertyNamesNone() {
        properties.put("javax.net.ssl.keyStore", "");

        saysWhatWasTriedWhereThereIsNone();
    }

    @Test
    void saysWhatWasTriedWhereThereIsNone() {
        assertThat(stores.current()).singleElement().satisfies(none -> assertThatThrownBy(none::load)
                .isInstanceOfSatisfying(KeyStoreUnreadableException.class, failure -> assertThat(failure.gone())
                        .isTrue())
                .hasMessage("The container names no key store: the system property javax.net.ssl.keyStore is not set;"
                        + " there is no Elytron (WildFly); there is no JSSEHelper (Open Liberty with the feature"
                        + " transportSecurity-1.0); there are no connectors of Tomcat's (TomEE). Set"
                        + " javax.net.ssl.keyStore and javax.net.ssl.keyStorePassword, or set keyStore to file:PATH."));
    }

    @Test
    void theStoreOfTheJvmComesFirst() {
        properties.put("javax.net.ssl.keyStore", two.toString());
        properties.put(ADDITIONAL, one.toString());

        assertThat(stores.current())
                .extracting(KeyStoreSource::description)
                .containsExactly(
                        "the container's key store " + two + " (javax.net.ssl.keyStore)",
                        "Payara's additional key store " + one + " (" + ADDITIONAL + ")");
    }

    @Test
    void takesTheAdditionalStoresOfPayaraWhenTheyAppear() throws Exception {
        List<KeyStoreSource> before = stores.current();
        properties.put(
                ADDITIONAL, one + File.pathSeparator + " " + two + File.pathSeparator + one + File.pathSeparator);

        List<KeyStoreSource> sources = stores.current();

        assertThat(sources).doesNotContainAnyElementsOf(before).hasSize(2).isEqualTo(stores.current());
        assertThat(sources.get(0).load().key("one")).isPresent();
        assertThat(sources.get(1).load().key("two")).isPresent();
    }

    @Test
    void aNameIsThatOfAKeyStoreOfWildFlyOrLiberty() {
        properties.put("javax.net.ssl.keyStore", two.toString());

        assertThat(stores(Optional.of("mail"), ServerClasses.visible()).current())
                .singleElement()
                .satisfies(none -> assertThatThrownBy(none::load)
                        .hasMessageMatching("The container names no key store for container:mail: there is no Elytron"
                                + " \\(WildFly\\), as .*; there is no JSSEHelper \\(Open Liberty with the feature"
                                + " transportSecurity-1.0\\)\\. Write container without a name, or set keyStore to"
                                + " file:PATH\\."));
    }

    @Test
    void aServerThatHangsIsAReasonUntilItAnswers() throws Exception {
        properties.put("javax.net.ssl.keyStore", two.toString());
        ServerClasses hanging = StandIns.of("""
                package org.apache.tomee.loader;
                public class TomcatHelper {
                    public static java.util.concurrent.Semaphore answers;
                    public static Object getServer() { answers.acquireUninterruptibly(); return null; }
                }
                """);
        Semaphore answers = new Semaphore(0);
        StandIns.set(hanging.loader(), "org.apache.tomee.loader.TomcatHelper", "answers", answers);
        SourceGroup stores = stores(Optional.empty(), hanging);
        TlsOffers offers = TestPolicy.byDefault()
                .offers("*=two", new KeyStores(stores::current), new KeyStores(List::of), Clock.systemUTC());
        LocalAddress address = new LocalAddress(IpLiteral.parse("192.0.2.1").orElseThrow(), 25);
        Thread looking = new Thread(offers::refresh);
        looking.start();
        await().until(answers::hasQueuedThreads);

        assertThat(offers.offerFor(address).reason())
                .startsWith("The key stores have not been read yet: a file system, a device, the naming service or the"
                        + " application server has not answered so far.");

        answers.release();
        looking.join();
        assertThat(offers.offerFor(address).reason()).startsWith("The certificate two");
    }

    @Test
    void aDamagedAdditionalStoreHarmsNoOther() throws Exception {
        Files.writeString(one, "garbage");
        properties.put(ADDITIONAL, one + File.pathSeparator + two);

        List<KeyStoreSource> sources = stores.current();

        assertThatThrownBy(sources.get(0)::load)
                .hasMessage("Cannot read Payara's additional key store " + one + " (" + ADDITIONAL
                        + "): it is damaged, or not of a type known to this JVM. Restore the file, or correct "
                        + ADDITIONAL + ".");
        assertThat(sources.get(1).load().key("two")).isPresent();
    }

    @Test
    void opensAdditionalStoresWithThePasswordOfTheAdapterOrTheContainer() throws Exception {
        properties.put(ADDITIONAL, one.toString());
        KeyStoreSettings foreign = new KeyStoreSettings("container", null, "of another store", null);
        assertThat(stores(foreign).current().get(0).load().key("one")).isPresent();

        properties.remove("javax.net.ssl.keyStorePassword");
        KeyStoreSettings own = new KeyStoreSettings("container", null, TestKeyStore.PASSWORD, null);
        assertThat(stores(own).current().get(0).load().key("one")).isPresent();
        assertThatThrownBy(stores(foreign).current().get(0)::load)
                .hasMessageEndingWith(
                        "its password is wrong, or it is damaged. Correct keyStorePassword or javax.net.ssl.keyStorePassword, or restore the file.");
    }

    @Test
    void aTrustStoreIsTheContainersTrustStore() throws Exception {
        properties.put("javax.net.ssl.trustStore", one.toString());
        properties.put("javax.net.ssl.trustStorePassword", TestKeyStore.PASSWORD);
        properties.put("fish.payara.ssl.additionalTrustStores", two.toString());
        properties.put(ADDITIONAL, "not asked");

        List<KeyStoreSource> sources = stores(
                        new KeyStoreSettings("container", null, List.of(), null, SettingNames.TRUST_STORE))
                .current();

        assertThat(sources).hasSize(2);
        assertThat(sources.get(0).description())
                .isEqualTo("the container's trust store " + one + " (javax.net.ssl.trustStore)");
        assertThat(sources.get(0).load().contains("one")).isTrue();
        assertThat(sources.get(1).load().contains("two")).isTrue();
    }

    private SourceGroup stores(KeyStoreSettings settings) {
        return stores(Optional.empty(), settings, new ServerClasses(ClassLoader.getPlatformClassLoader()));
    }

    private SourceGroup stores(Optional<String> name, ServerClasses classes) {
        return stores(name, new KeyStoreSettings("container", null, null, null), classes);
    }

    private SourceGroup stores(Optional<String> name, KeyStoreSettings settings, ServerClasses classes) {
        return new ContainerKeyStores(
                name, settings, property -> Optional.ofNullable(properties.get(property)), classes);
    }
}
