/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.environment.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files of a sink in its directory, and in those below it. */
final class PartFiles {
    private PartFiles() {}

    /** Returns the paths of all committed and pending files, sorted within each directory. */
    static List<String> list(Storage storage) throws IOException {
        List<String> found = new ArrayList<>();
        collect(storage, "", found);
        return found;
    }

    private static void collect(Storage storage, String directory, List<String> found) throws IOException {
        for (String name : storage.list(directory)) {
            String path = FileNames.in(directory, name);
            if (FileNames.isTarget(path) || FileNames.isPending(path)) {
                found.add(path);
            } else if (!FileNames.isHidden(name) && storage.isDirectory(path)) {
                collect(storage, path, found);
            }
        }
    }
}
