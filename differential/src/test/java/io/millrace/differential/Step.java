/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import java.io.Serializable;
import java.util.List;

/** One operator of a program with its settings, and what it is on each engine. Prints readably, as records do. */
public interface Step extends Serializable {
    /** Returns whether the result is certain on a stream like this. */
    boolean fits(Traits input);

    /** Returns what is certain of the result. */
    Traits after(Traits input);

    MillraceStream millrace(MillraceStream input);

    FlinkStream flink(FlinkStream input);

    /** Returns smaller steps of the same kind, to find the smallest program that still fails. */
    default List<Step> smaller() {
        return List.of();
    }
}
