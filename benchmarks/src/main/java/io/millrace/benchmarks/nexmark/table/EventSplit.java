/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.connector.SourceSplit;

/**
 * Every {@code count}-th event from number {@code index} on.
 *
 * @param taken how many of them were read
 */
record EventSplit(int index, int count, long taken) implements SourceSplit {
    @Override
    public String splitId() {
        return "nexmark-" + index + "-of-" + count;
    }
}
