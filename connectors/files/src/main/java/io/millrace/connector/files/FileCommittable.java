/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

/**
 * A file that waits for a commit: one that is whole and will show, or one that shows and will go, since others replace it.
 *
 * @param pending the name it has; hidden until it shows
 * @param target the name it will have; empty where it goes
 * @param length its size in bytes
 */
public record FileCommittable(String pending, String target, long length) {
    /** Makes one of a file that is to go. */
    static FileCommittable replaced(String path, long length) {
        return new FileCommittable(path, "", length);
    }

    boolean isReplaced() {
        return target.isEmpty();
    }
}
