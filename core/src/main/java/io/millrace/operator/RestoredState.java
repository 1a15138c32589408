/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.snapshot.StoredTable;
import java.util.List;

/** What one operator wrote in a checkpoint, by all its subtasks of then. */
public interface RestoredState {
    RestoredState NONE = new RestoredState() {
        @Override
        public boolean isRestored() {
            return false;
        }

        @Override
        public List<StoredTable> tables(String name) {
            return List.of();
        }
    };

    /** Returns whether the job started from a checkpoint, though this operator may have had no part in it. */
    boolean isRestored();

    /** Returns the checkpoint that the job started from, or -1. */
    default long checkpointId() {
        return -1;
    }

    /** Returns a table: a part for each subtask that wrote it, in the order of the subtasks. */
    List<StoredTable> tables(String name);
}
