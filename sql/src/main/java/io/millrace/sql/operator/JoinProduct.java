/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.sql.column.BatchBuilder;
import io.millrace.store.RowBag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands beside a row of one input in a join of several: each row of each other input with each of the others, one after the other. Used again and again. */
final class JoinProduct {
    private final List<JoinRows> inputs;
    private final boolean[] optional;
    private final int[] offsets;
    private final @Nullable RowBag[] bags;
    private final int[] places;
    private final long[] copies;

    /**
     * @param optional for each input whether nulls stand for it while it has no rows
     * @param offsets for each input where its columns begin
     */
    JoinProduct(List<JoinRows> inputs, boolean[] optional, int[] offsets) {
        this.inputs = inputs;
        this.optional = optional;
        this.offsets = offsets;
        this.bags = new @Nullable RowBag[inputs.size()];
        this.places = new int[inputs.size()];
        this.copies = new long[inputs.size()];
    }

    /**
     * Goes to the first.
     *
     * @param changed the input that it stands beside
     * @return false if there is none
     */
    boolean start(int slot, int changed) {
        for (int input = 0; input < bags.length; input++) {
            RowBag bag = input == changed ? null : inputs.get(input).bags().look(slot);
            if (bag == null && input != changed && !optional[input]) {
                return false;
            }
            bags[input] = bag;
            places[input] = 0;
            copies[input] = 0;
        }
        return true;
    }

    /** Goes to the next, as an odometer does; returns false at the end. */
    boolean next() {
        for (int input = bags.length - 1; input >= 0; input--) {
            RowBag bag = bags[input];
            if (bag != null) {
                if (++copies[input] < bag.count(places[input])) {
                    return true;
                }
                copies[input] = 0;
                if (++places[input] < bag.size()) {
                    return true;
                }
                places[input] = 0;
            }
        }
        return false;
    }

    /** Appends its columns to a row, which lacks then those of the input that it stands beside. */
    void append(BatchBuilder out, int changed) {
        for (int input = 0; input < bags.length; input++) {
            RowBag bag = bags[input];
            if (bag != null) {
                inputs.get(input).append(out, offsets[input], bag.row(places[input]));
            } else if (input != changed) {
                out.appendNulls(offsets[input], inputs.get(input).width());
            }
        }
    }
}
