/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds a manifest against itself: what it lists is listed once, and can be what it says. A checkpoint that does not fit
 * is neither completed nor read.
 */
final class ManifestCheck {
    private final String path;
    private final Set<String> files = new HashSet<>();
    private final Set<String> uids = new HashSet<>();

    private ManifestCheck(String path) {
        this.path = path;
    }

    /**
     * @param path the manifest's path for messages
     */
    static void require(String path, Manifest manifest) throws CorruptSnapshotException {
        ManifestCheck check = new ManifestCheck(path);
        for (Manifest.Operator operator : manifest.operators()) {
            check.operator(operator);
        }
    }

    private void operator(Manifest.Operator operator) throws CorruptSnapshotException {
        String uid = operator.uid();
        require(uids.add(uid), "lists operator '" + uid + "' twice");
        Set<List<Object>> parts = new HashSet<>();
        for (Manifest.Table table : operator.tables()) {
            part(operator, table.name(), table.subtask(), parts);
            for (Manifest.File file : table.files()) {
                file(uid, file);
            }
        }
        for (Manifest.Entry entry : operator.entries()) {
            part(operator, entry.name(), entry.subtask(), parts);
            require(isBase64(entry), "has an entry '" + entry.name() + "' of '" + uid + "' that is not Base64");
        }
    }

    private void part(Manifest.Operator operator, String name, int subtask, Set<List<Object>> parts)
            throws CorruptSnapshotException {
        String part = "'" + name + "' of '" + operator.uid() + "', subtask " + subtask;
        require(parts.add(List.of(name, subtask)), "lists " + part + ", twice");
        require(
                subtask >= 0 && subtask < operator.parallelism(),
                "lists " + part + ", of which there are only " + operator.parallelism());
    }

    private void file(String uid, Manifest.File file) throws CorruptSnapshotException {
        require(files.add(file.path()), "lists the file " + file.path() + " twice");
        require(
                file.rows() >= 0 && file.sizeBytes() >= 0 && file.crc32c().matches("[0-9a-f]{8}"),
                "lists the file " + file.path() + " of '" + uid + "' with a size, rows or checksum that none can have");
    }

    private static boolean isBase64(Manifest.Entry entry) {
        try {
            entry.bytes();
            return true;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private void require(boolean holds, String what) throws CorruptSnapshotException {
        if (!holds) {
            throw new CorruptSnapshotException(
                    "The manifest " + path + " " + what + ". Restore from another snapshot.");
        }
    }
}
