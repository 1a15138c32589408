/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.store.LongColumn;
import io.millrace.store.ObjectColumn;

/** What stands for the columns of an aggregate that is not open yet. */
final class Unopened {
    @SuppressWarnings("NullAway") // replaced before it is used
    static final LongColumn LONGS = null;

    private Unopened() {}

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // replaced before it is used
    static <T> ObjectColumn<T> objects() {
        return null;
    }
}
