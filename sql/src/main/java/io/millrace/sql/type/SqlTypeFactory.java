/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.type;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelRecordType;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.jspecify.annotations.Nullable;

/** Makes types by {@link SqlTypeSystem}, and carries {@link TimeAttributeType}s through what Calcite does with types. */
public final class SqlTypeFactory extends SqlTypeFactoryImpl {

    /** Makes a factory; types of different factories that say the same are the same. */
    public SqlTypeFactory() {
        super(SqlTypeSystem.INSTANCE);
    }

    /** Strings are Unicode. */
    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    /**
     * A declared row that may be null has the fields that it has: they may be null themselves, or not. The rows of inputs are made nullable
     * field by field, as outer joins need them.
     */
    @Override
    public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
        if (type instanceof RelRecordType row && row.getStructKind() == StructKind.PEEK_FIELDS_NO_EXPAND) {
            return row.isNullable() == nullable
                    ? row
                    : canonize(new RelRecordType(row.getStructKind(), row.getFieldList(), nullable));
        }
        return super.createTypeWithNullability(type, nullable);
    }

    /** What is rowtime in every branch is rowtime, and else a plain timestamp; bitmaps in every branch are bitmaps. */
    @Override
    public @Nullable RelDataType leastRestrictive(List<RelDataType> types, SqlTypeMappingRule rule) {
        if (types.stream().allMatch(BitmapType.class::isInstance)) {
            return createTypeWithNullability(types.get(0), types.stream().anyMatch(RelDataType::isNullable));
        } else if (types.stream().noneMatch(TimeAttributeType.class::isInstance)) {
            return super.leastRestrictive(types, rule);
        }
        RelDataType first = createTypeWithNullability(types.get(0), true);
        if (types.stream()
                .allMatch(type -> createTypeWithNullability(type, true).equals(first))) {
            return createTypeWithNullability(first, types.stream().anyMatch(RelDataType::isNullable));
        }
        List<RelDataType> plain = types.stream()
                .map(type -> TimeAttributeType.materialized(this, type))
                .toList();
        return super.leastRestrictive(plain, rule);
    }
}
