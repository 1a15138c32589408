/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the path of a file tells.
 *
 * @param partitions those of {@code PARTITIONED BY}
 * @param facts those of metadata
 */
record PathColumns(PartitionDirectories partitions, List<FileFact> facts) implements Serializable {
    /**
     * Returns their values, in the form in which they lie in columns, boxed.
     *
     * @throws IOException if the name of a directory is no value of its column; says which
     */
    @Nullable
    Object[] values(String path) throws IOException {
        @Nullable Object[] partition = partitions.values(path);
        @Nullable Object[] values = new @Nullable Object[partition.length + facts.size()];
        System.arraycopy(partition, 0, values, 0, partition.length);
        for (int i = 0; i < facts.size(); i++) {
            values[partition.length + i] = facts.get(i).of(path);
        }
        return values;
    }
}
