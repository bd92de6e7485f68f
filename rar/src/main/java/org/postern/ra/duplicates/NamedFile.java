package org.postern.ra.duplicates;

import java.io.IOException;
import java.util.Optional;
import org.postern.ra.duplicates.StateFiles.StateFile;

/** A file by its name, whether an adapter has it or not. */
record NamedFile(StateFiles files, String name) {
    Optional<StateFile> take() throws IOException {
        return files.take(name);
    }

    void forsake() {
        files.forsake(name);
    }

    /** Has it removed when it was forsaken; false if that cannot be done now. Blocks. */
    boolean isRemoved() {
        try {
            Optional<StateFile> without = take();
            if (without.isPresent()) {
                without.get().close();
            }
            return true; // If another adapter has the name, the file is its own.
        } catch (IOException | RuntimeException | Error e) {
            return false; // That the disk fails is told already.
        }
    }
}
