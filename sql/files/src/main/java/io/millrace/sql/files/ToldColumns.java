/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.InputFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a file tells, and not what is in it.
 *
 * @param partitions those of {@code PARTITIONED BY}
 * @param facts those of metadata, each a {@link FileFact}
 */
record ToldColumns(PartitionDirectories partitions, List<Field> facts) implements Serializable {
    /**
     * Returns their values, in the form in which they lie in columns, boxed.
     *
     * @throws IOException if the name of a directory is no value of its column; says which
     */
    @Nullable
    Object[] values(InputFile file) throws IOException {
        @Nullable Object[] partition = partitions.values(file.path());
        @Nullable Object[] values = new @Nullable Object[partition.length + facts.size()];
        System.arraycopy(partition, 0, values, 0, partition.length);
        for (int i = 0; i < facts.size(); i++) {
            Field field = facts.get(i);
            FileFact fact = FileFact.byKey(Objects.requireNonNull(field.metadata()));
            values[partition.length + i] = fact.of(file, field.type());
        }
        return values;
    }
}
