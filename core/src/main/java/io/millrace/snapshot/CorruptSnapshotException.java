/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

/** A snapshot's files are not what was written. */
public final class CorruptSnapshotException extends SnapshotException {
    private static final long serialVersionUID = 1L;

    public CorruptSnapshotException(String message) {
        super(message);
    }

    public CorruptSnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
