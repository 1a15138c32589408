/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.operator.OperatorContext;
import io.millrace.sql.codegen.CalcContext;
import io.millrace.sql.table.functions.FunctionContext;

/** What expressions learn of where they run. */
record Surroundings(OperatorContext context) implements CalcContext {
    @Override
    public FunctionContext functions() {
        return new SubtaskFunctionContext(context);
    }

    @Override
    public long clockMillis() {
        return context.processingTime();
    }

    /** The subtask's, so that a run can be repeated. */
    @Override
    public long seed() {
        return context.subtaskIndex();
    }

    @Override
    public long watermark() {
        return context.watermark();
    }

    @Override
    public String runId() {
        return context.jobName() + "/" + context.attemptId() + "/" + context.processingTime() + "/"
                + context.operatorId() + "/" + context.subtaskIndex();
    }
}
