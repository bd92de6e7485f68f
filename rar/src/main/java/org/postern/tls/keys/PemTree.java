package org.postern.tls.keys;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A directory and those right below it.
 *
 * @param directories the upper one first, then the others by name
 * @param unlisted those below that cannot be listed, each with the sentence that says why
 */
record PemTree(List<PemDirectory> directories, NavigableMap<Path, String> unlisted) {

    /** Fails when the upper one cannot be listed; {@link #sentence} says why. */
    static PemTree list(Path directory) throws IOException {
        PemDirectory upper = PemDirectory.list(directory);
        List<PemDirectory> listed = new ArrayList<>(List.of(upper));
        NavigableMap<Path, String> unlisted = new TreeMap<>();
        for (Path below : upper.directories()) {
            try {
                listed.add(PemDirectory.list(below));
            } catch (IOException e) {
                unlisted.put(below, sentence(below, e));
            }
        }
        return new PemTree(listed, unlisted);
    }

    List<Path> files() {
        return directories.stream()
                .flatMap(directory -> directory.files().stream())
                .toList();
    }

    /** How many names there are, PEM files and others. */
    int entries() {
        return directories.stream().mapToInt(PemDirectory::entries).sum();
    }

    static String sentence(Path directory, IOException failure) {
        String tried = "Cannot list the directory " + directory + ": ";
        if (failure instanceof AccessDeniedException) {
            return tried + "the server's user may not read it. Permit that user to read it.";
        }
        String reason = failure instanceof FileSystemException named ? named.getReason() : null;
        return tried + (reason == null ? "the file system reports an error" : reason)
                + ". Keep PEM files in a directory of their own, or repair this one.";
    }
}
