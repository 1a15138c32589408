/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.io.Serializable;

/**
 * The savepoint that a job starts from.
 *
 * @param path the directory of a savepoint, or of a checkpoint: the one that holds its manifest
 * @param allowNonRestoredState whether state is dropped of which the job has no operator any more; else such state keeps
 *     the job from starting
 */
public record SavepointRestoreSettings(String path, boolean allowNonRestoredState) implements Serializable {
    /** Settings that drop no state. */
    public static SavepointRestoreSettings forPath(String path) {
        return new SavepointRestoreSettings(path, false);
    }

    public static SavepointRestoreSettings forPath(String path, boolean allowNonRestoredState) {
        return new SavepointRestoreSettings(path, allowNonRestoredState);
    }
}
