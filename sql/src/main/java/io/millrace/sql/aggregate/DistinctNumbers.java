/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongBag;
import io.millrace.store.ObjectColumn;

/** As {@link DistinctValues}, of a column that lies in longs or ints: makes no object of a value. */
final class DistinctNumbers extends GatheredValues<LongBag> {
    private final NumberArgument argument;

    DistinctNumbers(NumberArgument argument) {
        this.argument = argument;
    }

    @Override
    ObjectColumn<LongBag> column(KeyedStore store, String name) {
        return store.longBags(name);
    }

    @Override
    LongBag none() {
        return new LongBag();
    }

    @Override
    void change(int slot, ColumnBatch batch, int position, long by) {
        if (!argument.isNull(batch, position)) {
            of(slot).add(argument.of(batch, position), by);
        }
    }
}
