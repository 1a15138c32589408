/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "name, ., name",
                "a/b, a, b",
                "a/b/, a, b",
                "a/b//, a, b",
                "/a, /, a",
                "/, /, \"\"",
                "/a/b, /a, b",
                "., ., .",
                "a/.., a, ..",
                "a\\b, ., a\\b",
                "C:\\a\\b, C:\\a, b",
                "C:\\a, C:\\, a",
                "C:/, C:/, \"\"",
                "s3://bucket, s3://bucket, \"\"",
                "s3://bucket/, s3://bucket, \"\"",
                "s3://bucket/a, s3://bucket, a",
                "s3://bucket/a/b/, s3://bucket/a, b",
            })
    void cutsALocationIntoItsDirectoryAndItsName(String location, String directory, String name) {
        assertThat(Location.of(location)).isEqualTo(new Location(directory, name));
    }

    @ParameterizedTest
    @CsvSource({"a, a", "a/, a", "/, /", "//, /", "s3://bucket/, s3://bucket", "s3://bucket/a//, s3://bucket/a"})
    void dropsSlashesAtTheEnd(String location, String normal) {
        assertThat(Location.normalize(location)).isEqualTo(normal);
    }

    @Test
    void tellsPathsFromOtherLocations() {
        assertThat(Location.schemeOf("s3://bucket/a")).isEqualTo("s3");
        assertThat(Location.schemeOf("/a/b")).isNull();
        assertThat(Location.schemeOf("C:\\a")).isNull();
        assertThat(Location.schemeOf("a b://c")).isNull();
    }
}
