package org.postern.tls.keys;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What PEM files held when they were read. Damage of one file is told to those who ask for what it held. */
final class PemKeys implements LoadedKeys {
    private final Map<String, PemEntry> entries = new TreeMap<>();
    private final List<PemFile> files;
    private final Passwords passwords;

    /**
     * @param entries the first of an alias counts, and before it the first that has a key
     * @param files all that were read
     */
    PemKeys(List<PemEntry> entries, List<PemFile> files, Passwords passwords) {
        Stream.concat(
                        entries.stream().filter(PemEntry::hasKey),
                        entries.stream().filter(entry -> !entry.hasKey()))
                .forEach(entry -> this.entries.putIfAbsent(entry.alias(), entry));
        this.files = List.copyOf(files);
        this.passwords = passwords;
    }

    @Override
    public boolean contains(String alias) {
        return entries.containsKey(alias);
    }

    @Override
    public List<String> keyAliases() {
        return entries.values().stream()
                .filter(PemEntry::hasKey)
                .map(PemEntry::alias)
                .toList();
    }

    @Override
    public Optional<Key> key(String alias) throws GeneralSecurityException {
        PemEntry entry = entries.get(alias);
        return entry == null ? Optional.empty() : entry.key(passwords.ofKeys());
    }

    @Override
    public List<X509Certificate> chain(String alias) throws HalfWrittenException {
        PemEntry entry = entries.get(alias);
        return entry == null ? List.of() : entry.chain();
    }

    @Override
    public List<UnreadCertificate> unread(String alias) {
        PemEntry entry = entries.get(alias);
        return entry == null ? List.of() : entry.unread();
    }

    /** Not a part of them: clients would be refused for no reason that they or the administrator can see. */
    @Override
    public List<X509Certificate> trusted() throws HalfWrittenException {
        Set<X509Certificate> trusted = new LinkedHashSet<>();
        for (PemFile file : files) {
            if (!file.holdsKey()) {
                file.requireWhole();
                trusted.addAll(file.certificates());
            }
        }
        return List.copyOf(trusted);
    }
}
