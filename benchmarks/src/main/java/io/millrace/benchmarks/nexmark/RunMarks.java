/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import java.io.Serializable;

/** Where the sources and sinks of one run tell that they start, and what they have seen. It travels with the job to them. */
public interface RunMarks extends Serializable {
    /** A source is about to take its first event; only the first call of a run counts. */
    void sourceStarted();

    /** A sink has checked its last result; the last call of a run counts. */
    void sinkFinished(Checksum checksum);
}
