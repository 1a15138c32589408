/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.column.ColumnLayout;
import java.time.ZoneId;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.jspecify.annotations.Nullable;

/**
 * Turns scalar expressions into Java that works on columns in the layouts of {@link ColumnLayout}. What it cannot turn, it says now and not while the job runs. It has no
 * state, and can be used by many threads.
 */
public final class CalcCompiler {

    private final RexBuilder rexBuilder;
    private final ZoneId zone;

    /**
     * Makes a compiler.
     *
     * @param zone the zone in which a TIMESTAMP_LTZ shows as a date and time
     */
    public CalcCompiler(RelDataTypeFactory types, ZoneId zone) {
        this.rexBuilder = new RexBuilder(types);
        this.zone = zone;
    }

    /**
     * Compiles a filter and projections.
     *
     * @param row the type of the rows that come in, field by field that of a column
     * @param condition of type BOOLEAN; null lets all rows pass
     * @throws UnsupportedExpressionException if there is a function or a cast among them that is not known
     */
    public CalcFactory compile(RelDataType row, @Nullable RexNode condition, List<? extends RexNode> projections) {
        return new CalcSource(row, rexBuilder, zone).write(condition, projections);
    }

    /** Compiles the condition and the projections of a program. */
    public CalcFactory compile(RexProgram program) {
        RexNode condition = program.getCondition() == null ? null : program.expandLocalRef(program.getCondition());
        List<RexNode> projections =
                program.getProjectList().stream().map(program::expandLocalRef).toList();
        return compile(program.getInputRowType(), condition, projections);
    }

    /**
     * Loads the classes that compile, which takes a quarter of a second in a fresh JVM. Of use to whoever has a thread to spare while a first statement is planned.
     */
    public static void warmUp() {
        ClassCompiler.compile(
                "Warm", "public final class Warm implements Runnable { public void run() {} }", Runnable.class);
    }
}
