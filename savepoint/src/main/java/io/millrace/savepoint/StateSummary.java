/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import java.util.List;

/**
 * What an operator keeps under one name.
 *
 * @param uid of the operator
 * @param table of the operator
 * @param state the state's name; that of the table where rows have no states
 * @param kind value, list, map..., as it was declared; {@code slices} for windows, {@code values} for what has no key
 * @param type the Avro type of the values, in short
 * @param keys how many keys have it; rows where there are no keys
 * @param sizeBytes of the values without their keys, before compression
 * @param largest the keys with the largest values, the largest first
 */
public record StateSummary(
        String uid,
        String table,
        String state,
        String kind,
        String type,
        long keys,
        long sizeBytes,
        List<LargeKey> largest) {
    public StateSummary {
        largest = List.copyOf(largest);
    }

    /** A key, and the size of what it has under the name. */
    public record LargeKey(String key, long sizeBytes) {}
}
