/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.row.Row;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PartitionDirectoriesTest {
    private static PartitionDirectories directories(String more) {
        return Tables.sink(Tables.definition(
                        "i INT, c STRING, d DATE) PARTITIONED BY (d, c)", "'path' = 'x', 'format' = 'csv'" + more))
                .partitions();
    }

    @Test
    void valuesAreNamesInTheOrderOfPartitionedBy() {
        assertThat(directories("").getBucketId(Row.of(7, "NZ", LocalDate.of(2026, 1, 31)), 0))
                .isEqualTo("d=2026-01-31/c=NZ");
    }

    @Test
    void whatMeansSomethingInPathsIsEscaped() {
        assertThat(directories("").getBucketId(Row.of(7, "a/b=c:%\n é.", LocalDate.EPOCH), 0))
                .isEqualTo("d=1970-01-01/c=a%2Fb%3Dc%3A%25%0A é.");
    }

    @Test
    void nullAndEmptyStringsHaveTheDefaultName() {
        assertThat(directories("").getBucketId(Row.of(7, "", null), 0))
                .isEqualTo("d=__DEFAULT_PARTITION__/c=__DEFAULT_PARTITION__");
        assertThat(directories(", 'partition.default-name' = 'none'").getBucketId(Row.of(7, null, null), 0))
                .isEqualTo("d=none/c=none");
    }
}
