/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import io.millrace.connector.SourceSplit;

/**
 * A part of a sequence: every {@code step}-th number.
 *
 * @param next the number to go on with
 * @param last the last number of the whole sequence
 * @param ended whether nothing is left; {@code next} cannot say so at the end of the range of longs
 */
public record SequenceSplit(int index, long next, long last, int step, boolean ended) implements SourceSplit {
    @Override
    public String splitId() {
        return "sequence-" + index;
    }
}
