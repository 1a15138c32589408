/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

/** Some output may be visible, and nothing tells which: starting from the beginning would write it twice. */
final class HalfCommittedException extends Exception {
    private static final long serialVersionUID = 1;

    HalfCommittedException(String uid, Exception cause) {
        super(
                "The output of sink '" + uid + "' was not committed, or not all of it, and the job does not start"
                        + " again, since that would write twice what was. With a checkpoint directory it would be"
                        + " committed again: set one with setCheckpointDirectory(...).",
                cause);
    }
}
