/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.type;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
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

    /** What is rowtime in every branch is rowtime; else the result is a plain timestamp. */
    @Override
    public @Nullable RelDataType leastRestrictive(List<RelDataType> types, SqlTypeMappingRule rule) {
        if (types.stream().noneMatch(TimeAttributeType.class::isInstance)) {
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
