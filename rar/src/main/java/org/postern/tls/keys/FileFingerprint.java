package org.postern.tls.keys;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What is cheap to know about a file's content. The real path and the file key (the inode) notice a symbolic link that
 * was pointed at another file of the same size and time, which is how several ACME clients renew. Where the system tells
 * when a file's status changed, it notices that the server may read it now.
 */
record FileFingerprint(
        String realPath,
        @Nullable FileTime modified,
        @Nullable Object statusChanged,
        long size,
        @Nullable Object fileKey) {
    private static final String UNIX = "unix";
    private static final long UNKNOWN = -1;

    static FileFingerprint of(File file) {
        try {
            Path real = file.toPath().toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            return new FileFingerprint(
                    real.toString(),
                    attributes.lastModifiedTime(),
                    statusChanged(real),
                    attributes.size(),
                    attributes.fileKey());
        } catch (IOException | InvalidPathException e) {
            return new FileFingerprint(file.getPath(), null, null, UNKNOWN, null);
        }
    }

    private static @Nullable Object statusChanged(Path real) throws IOException {
        return real.getFileSystem().supportedFileAttributeViews().contains(UNIX)
                ? Files.getAttribute(real, UNIX + ":ctime")
                : null;
    }
}
