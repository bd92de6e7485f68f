package org.postern.monitoring;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.postern.test.TestContainer;

/** One adapter, in a container of this JVM, and what its management beans are called. */
record Adapter(TestContainer container) implements AutoCloseable {
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
    private static final Duration LIFETIME = Duration.ofDays(91);
    private static final String PASSWORD = "secret";

    /** One whose certificate ends after so long. */
    static Adapter withCertificate(Path directory, Duration left, Object bean) throws Exception {
        Path keys = directory.resolve("keys-" + left.toDays() + ".p12");
        write(keys, left);
        return with(bean, container -> container
                .property("keyStore", "file:" + keys)
                .property("keyStorePassword", PASSWORD)
                .property("certificateBindings", "*=mail"));
    }

    static Adapter with(Object bean, UnaryOperator<TestContainer> settings) {
        return new Adapter(settings.apply(TestContainer.of(bean)).start());
    }

    /** What the label adapter says of it. */
    Map<String, String> label() throws JMException {
        Set<ObjectName> own = BEANS.queryNames(
                new ObjectName(
                        "org.postern:type=Acceptor,port=" + container.address().getPort() + ",*"),
                null);
        return Map.of("adapter", own.iterator().next().getKeyProperty("adapter"));
    }

    /** Pauses its bean, and so all of its addresses. */
    void pause() throws JMException {
        for (ObjectName bean : BEANS.queryNames(
                new ObjectName("org.postern:type=Activation,adapter=" + label().get("adapter") + ",*"), null)) {
            BEANS.invoke(bean, "pause", new Object[0], new String[0]);
        }
    }

    @Override
    public void close() {
        container.close();
    }

    private static void write(Path file, Duration left) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name self = new X500Name("CN=mail.example.com");
        Instant end = Instant.now().plus(left);
        Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                self,
                                BigInteger.ONE,
                                Date.from(end.minus(LIFETIME)),
                                Date.from(end),
                                self,
                                keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("mail", keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new IllegalStateException("The key store of the test cannot be written", e);
        }
    }
}
