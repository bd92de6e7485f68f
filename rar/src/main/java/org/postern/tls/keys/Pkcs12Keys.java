package org.postern.tls.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;

/**
 * A PKCS12 file (RFC 7292), read certificate by certificate: the JDK gives up all of it, and says that the password is wrong,
 * when it cannot read one. Entries have the aliases that the JDK would give them, so that a binding means the same however the
 * file is read: names without regard to case, and numbers where there are none.
 */
final class Pkcs12Keys implements LoadedKeys {
    /** What the JDK and newer versions of OpenSSL write to a certificate that stands alone. */
    private static final ASN1ObjectIdentifier TRUSTED = new ASN1ObjectIdentifier("2.16.840.1.113894.746875.1.1");

    /** The empty password has an end for some, and is nothing at all for others (RFC 7292 appendix B.1). */
    static final List<String> EMPTY = List.of("\0", "");

    private record Entry(PemPrivateKey key, Optional<ASN1OctetString> id) {}

    private record OwnCertificate(X509Certificate certificate, Optional<ASN1OctetString> id) {}

    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<OwnCertificate> certificates = new ArrayList<>();
    private final Map<String, Optional<X509Certificate>> trusted = new TreeMap<>();
    private final List<UnreadCertificate> unread = new ArrayList<>();
    private final Passwords passwords;
    private int nameless;
    private int keys;

    private Pkcs12Keys(Passwords passwords) {
        this.passwords = passwords;
    }

    /**
     * Reads it with one password.
     *
     * @param passwords that may open the keys in it
     */
    static Pkcs12Keys read(byte[] file, char[] password, Passwords passwords)
            throws IOException, GeneralSecurityException {
        try {
            PKCS12PfxPdu pfx = new PKCS12PfxPdu(file);
            if (pfx.hasMac()) {
                KeyDerivation.requireRounds(pfx.toASN1Structure().getMacData().getIterationCount());
                if (!pfx.isMacValid(
                        new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE), password)) {
                    throw new IOException("The password is wrong");
                }
            }
            Pkcs12Keys read = new Pkcs12Keys(passwords);
            for (ContentInfo content : pfx.getContentInfos()) {
                for (PKCS12SafeBag bag : bags(content, password)) {
                    read.add(bag);
                }
            }
            return read;
        } catch (PKCSException e) {
            throw new IOException(e);
        }
    }

    private static PKCS12SafeBag[] bags(ContentInfo content, char[] password) throws PKCSException {
        return content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)
                ? new PKCS12SafeBagFactory(content, KeyDerivation.decryptor(password)).getSafeBags()
                : new PKCS12SafeBagFactory(content).getSafeBags();
    }

    private void add(PKCS12SafeBag bag) throws IOException, CertificateException {
        Object value = bag.getBagValue();
        if (value instanceof PKCS8EncryptedPrivateKeyInfo key) {
            add(bag, PemPrivateKey.of(key));
        } else if (value instanceof PrivateKeyInfo key) {
            add(bag, PemPrivateKey.of(key)); // The JDK passes it over.
        } else if (bag.getType().equals(PKCSObjectIdentifiers.secretBag)) {
            trusted.put(alias(bag), Optional.empty());
        } else if (value instanceof X509CertificateHolder certificate) {
            add(bag, certificate.getEncoded());
        }
    }

    private void add(PKCS12SafeBag bag, PemPrivateKey key) {
        keys++;
        Optional<ASN1OctetString> id = id(bag);
        if (id.isPresent() || keys == 1) { // Of the others the JDK does not know which certificate is theirs.
            entries.put(alias(bag), new Entry(key, id));
        }
    }

    private void add(PKCS12SafeBag bag, byte[] der) throws CertificateException {
        FoundCertificates found = new FoundCertificates();
        found.add(der);
        unread.addAll(found.unread());
        if (attribute(bag, TRUSTED).isPresent()) {
            trusted.put(alias(bag), found.read().stream().findFirst());
        } else {
            found.read().forEach(one -> certificates.add(new OwnCertificate(one, id(bag))));
        }
    }

    private String alias(PKCS12SafeBag bag) {
        return attribute(bag, PKCS12SafeBag.friendlyNameAttribute)
                .filter(ASN1BMPString.class::isInstance)
                .map(name -> ((ASN1BMPString) name).getString().toLowerCase(Locale.ENGLISH))
                .orElseGet(() -> String.valueOf(++nameless));
    }

    private static Optional<ASN1OctetString> id(PKCS12SafeBag bag) {
        return attribute(bag, PKCS12SafeBag.localKeyIdAttribute)
                .filter(ASN1OctetString.class::isInstance)
                .map(ASN1OctetString.class::cast);
    }

    private static Optional<ASN1Encodable> attribute(PKCS12SafeBag bag, ASN1ObjectIdentifier type) {
        Attribute[] attributes = bag.getAttributes() == null ? new Attribute[0] : bag.getAttributes();
        return Arrays.stream(attributes)
                .filter(attribute -> attribute.getAttrType().equals(type))
                .filter(attribute -> attribute.getAttrValues().size() > 0)
                .map(attribute -> attribute.getAttributeValues()[0])
                .findFirst();
    }

    @Override
    public boolean contains(String alias) {
        return entries.containsKey(folded(alias)) || trusted.containsKey(folded(alias));
    }

    @Override
    public List<String> keyAliases() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public Optional<Key> key(String alias) throws GeneralSecurityException {
        Entry entry = entries.get(folded(alias));
        if (entry == null) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>(passwords.ofKeys());
        all.addAll(EMPTY);
        return Optional.of(entry.key().open(all));
    }

    /** All that may belong to it: the own one is known by its id, and its issuers by their names. */
    @Override
    public List<X509Certificate> chain(String alias) {
        Entry entry = entries.get(folded(alias));
        if (entry == null) {
            return List.of();
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (boolean own : new boolean[] {true, false}) {
            certificates.stream()
                    .filter(one -> one.id().equals(entry.id()) == own)
                    .forEach(one -> chain.add(one.certificate()));
        }
        return List.copyOf(chain);
    }

    @Override
    public List<UnreadCertificate> unread(String alias) {
        return List.copyOf(unread);
    }

    @Override
    public List<X509Certificate> trusted() {
        return trusted.values().stream().flatMap(Optional::stream).toList();
    }

    private static String folded(String alias) {
        return alias.toLowerCase(Locale.ENGLISH);
    }
}
