package org.postern.tls.keys;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PEM files as ACME clients leave them: one file, or a directory with those right below it. */
record PemKeyStoreSource(File path, Passwords passwords, SettingNames names) implements KeyStoreSource {
    @Override
    public String description() {
        return "the PEM files at " + path;
    }

    /** Of names, sizes and times. Nothing is read. */
    @Override
    public Object fingerprint() {
        return look().fingerprint();
    }

    /** The same, with what it has cost. */
    Look look() {
        if (!path.isDirectory()) {
            return new Look(FileFingerprint.of(path), 1);
        }
        try {
            PemTree tree = PemTree.list(path.toPath());
            List<FileFingerprint> files = tree.files().stream()
                    .map(Path::toFile)
                    .map(FileFingerprint::of)
                    .toList();
            return new Look(new Fingerprint(tree.files(), tree.unlisted(), files), tree.entries());
        } catch (IOException e) {
            return new Look(PemTree.sentence(path.toPath(), e), 1);
        } catch (RuntimeException e) {
            return new Look(e.getClass(), 1);
        }
    }

    @Override
    public boolean writtenInParts() {
        return true;
    }

    @Override
    public LoadedKeys load() throws KeyStoreUnreadableException {
        try {
            if (path.isFile()) {
                return file();
            }
            if (path.isDirectory()) {
                return directory(PemTree.list(path.toPath()));
            }
        } catch (IOException e) {
            throw new KeyStoreUnreadableException(PemTree.sentence(path.toPath(), e), e);
        } catch (RuntimeException e) {
            throw new KeyStoreUnreadableException(
                    "Cannot read " + description() + ": they cannot be parsed. Write them anew, or correct "
                            + names.location() + ".",
                    e);
        }
        throw notThere();
    }

    private LoadedKeys file() {
        PemFile file = new PemFileReader(path.toPath()).read();
        Optional<PemFile> key = Optional.of(file).filter(PemFile::holdsKey);
        PemEntry entry = new PemEntry(file.baseName(), key, Optional.of(file), Optional.empty());
        return new PemKeys(List.of(entry), List.of(file), passwords);
    }

    private LoadedKeys directory(PemTree tree) {
        List<PemEntry> entries = new ArrayList<>();
        List<PemFile> files = new ArrayList<>();
        for (PemDirectory directory : tree.directories()) {
            List<PemFile> content = directory.files().stream()
                    .map(file -> new PemFileReader(file).read())
                    .toList();
            files.addAll(content);
            entries.addAll(new PemLayout(directory.name(), content).entries());
        }
        tree.unlisted().forEach((directory, sentence) -> entries.add(unlisted(directory, sentence)));
        return new PemKeys(entries, files, passwords);
    }

    /** A directory that cannot be listed stands for the alias of its name, so that a binding to it says why. */
    private static PemEntry unlisted(Path directory, String sentence) {
        Optional<HalfWrittenException> damage = Optional.of(new HalfWrittenException(sentence, null));
        PemFile content = new PemFile(directory, false, Optional.empty(), List.of(), List.of(), damage);
        return new PemEntry(content.name(), Optional.empty(), Optional.of(content), Optional.empty());
    }

    private KeyStoreUnreadableException notThere() {
        String tried = "Cannot read " + description() + ": ";
        if (path.exists()) {
            return new KeyStoreUnreadableException(
                    tried + "it is neither a file nor a directory. Correct " + names.location() + ".", null);
        }
        if (mayNotBeSeen()) {
            return new KeyStoreUnreadableException(
                    tried + "the server's user may not look there. Permit that user to read it.", null);
        }
        return KeyStoreUnreadableException.gone(
                tried + "there is no such file or directory. Create it, or correct " + names.location() + ".", null);
    }

    private boolean mayNotBeSeen() {
        try {
            return !Files.notExists(path.toPath());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * What a look has found.
     *
     * @param names of which the file system was asked what they are
     */
    record Look(Object fingerprint, int names) {}

    /** What else there is beside PEM files does not count. */
    private record Fingerprint(List<Path> paths, Map<Path, String> unlisted, List<FileFingerprint> files) {}
}
