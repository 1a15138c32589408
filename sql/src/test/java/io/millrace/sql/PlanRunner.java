/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql;

import io.millrace.sql.type.SqlTypeSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.interpreter.Interpreter;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/** Runs a plan over VALUES by Calcite's interpreter, to see what it means: rows as text, in alphabetical order. */
final class PlanRunner {

    private PlanRunner() {}

    static List<String> rows(RelNode plan) {
        List<String> rows = new ArrayList<>();
        try (Interpreter interpreter = new Interpreter(new Context(), plan)) {
            for (Object[] row : interpreter) {
                rows.add(Arrays.toString(row));
            }
        }
        Collections.sort(rows);
        return rows;
    }

    /** No tables, no parameters. */
    private static final class Context implements DataContext {
        @Override
        public @Nullable SchemaPlus getRootSchema() {
            return null;
        }

        @Override
        public JavaTypeFactory getTypeFactory() {
            return new JavaTypeFactoryImpl(SqlTypeSystem.INSTANCE);
        }

        @Override
        public @Nullable QueryProvider getQueryProvider() {
            return null;
        }

        @Override
        public @Nullable Object get(String name) {
            return null;
        }
    }
}
