package org.postern.tls.keys;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The names in a directory: not what the files hold. Hidden ones are left out; Kubernetes keeps the versions of a secret
 * in hidden directories and links to the current one.
 *
 * @param name as the administrator wrote it, and not where a symbolic link points
 * @param files regular files with the names of PEM files, sorted; links to such files too, but neither pipes nor devices
 * @param directories sorted
 * @param entries how many names there are, of which the file system was asked what they are
 */
record PemDirectory(String name, List<Path> files, List<Path> directories, int entries) {
    private static final int MAX_ENTRIES = 1000;
    private static final Pattern PEM_NAME = Pattern.compile("[^.].*\\.(pem|key|crt|cer)");

    static PemDirectory list(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        List<Path> directories = new ArrayList<>();
        List<Path> entries = entries(directory);
        for (Path path : entries) {
            String name = path.getFileName().toString();
            if (PEM_NAME.matcher(name).matches() && Files.isRegularFile(path)) {
                files.add(path);
            } else if (!name.startsWith(".") && Files.isDirectory(path)) {
                directories.add(path);
            }
        }
        Collections.sort(files);
        Collections.sort(directories);
        return new PemDirectory(
                directory.toFile().getName(), List.copyOf(files), List.copyOf(directories), entries.size());
    }

    /** Names alone: a directory that has too many of them, looked at every second, costs no look at each. */
    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
            for (Path path : content) {
                entries.add(path);
                if (entries.size() > MAX_ENTRIES) {
                    throw new FileSystemException(
                            directory.toString(), null, "it has more than " + MAX_ENTRIES + " entries");
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}
