/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.operator.RestoredState;

/** The checkpoint that an attempt starts from, by operator uid. */
public interface RestoredJob {
    /** An attempt that starts afresh. */
    RestoredJob NONE = new RestoredJob() {
        @Override
        public RestoredState stateOf(String uid) {
            return RestoredState.NONE;
        }

        @Override
        public long watermarkOf(String uid) {
            return Long.MIN_VALUE;
        }
    };

    RestoredState stateOf(String uid);

    /** Returns the lowest watermark that any subtask of the operator had, or {@link Long#MIN_VALUE}. */
    long watermarkOf(String uid);
}
