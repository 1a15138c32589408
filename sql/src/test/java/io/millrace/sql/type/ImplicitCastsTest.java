/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImplicitCastsTest {

    private final SqlTypeFactory types = new SqlTypeFactory();

    @ParameterizedTest
    @CsvSource({
        "INTEGER, BIGINT",
        "TINYINT, DOUBLE",
        "BIGINT, FLOAT",
        "DOUBLE, DECIMAL",
        "INTEGER, DECIMAL",
        "CHAR, VARCHAR",
        "VARCHAR, VARCHAR",
        "BINARY, VARBINARY",
        "TIMESTAMP, DATE",
        "TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE",
        "NULL, INTEGER"
    })
    void whatLosesNoKindIsTaken(SqlTypeName from, SqlTypeName to) {
        assertThat(ImplicitCasts.allowed(types.createSqlType(from), types.createSqlType(to)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "BIGINT, INTEGER",
        "DOUBLE, FLOAT",
        "DECIMAL, INTEGER",
        "VARCHAR, INTEGER",
        "INTEGER, VARCHAR",
        "VARCHAR, CHAR",
        "BOOLEAN, INTEGER",
        "DATE, TIMESTAMP",
        "VARCHAR, TIMESTAMP",
        "VARBINARY, VARCHAR"
    })
    void whatNeedsAConversionIsNot(SqlTypeName from, SqlTypeName to) {
        assertThat(ImplicitCasts.allowed(types.createSqlType(from), types.createSqlType(to)))
                .isFalse();
    }

    @Test
    void rowsAndArraysAreTakenPartByPart() {
        RelDataType ints = types.createArrayType(types.createSqlType(SqlTypeName.INTEGER), -1);
        RelDataType longs = types.createArrayType(types.createSqlType(SqlTypeName.BIGINT), -1);
        RelDataType narrow =
                types.builder().add("a", SqlTypeName.INTEGER).add("b", ints).build();
        RelDataType wide =
                types.builder().add("x", SqlTypeName.BIGINT).add("y", longs).build();

        assertThat(ImplicitCasts.allowed(narrow, wide)).isTrue();
        assertThat(ImplicitCasts.allowed(wide, narrow)).isFalse();
    }
}
