/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.Function;
import io.millrace.process.OpenContext;
import io.millrace.process.RichFunction;
import org.jspecify.annotations.Nullable;

/** An operator around one user function: its life cycle and its runtime context. */
abstract class FunctionOperator<F extends Function> implements Operator {
    private final F function;
    private @Nullable OperatorContext context;
    private @Nullable Output output;
    private boolean opened;

    FunctionOperator(F function) {
        this.function = function;
    }

    @SuppressWarnings("unchecked")
    static <T> T cast(Object object) {
        return (T) object;
    }

    @Override
    public final void open(OperatorContext newContext, Output newOutput) throws Exception {
        this.context = newContext;
        this.output = newOutput;
        onOpen();
        openFunction(function);
    }

    /** Called when context and output are there, before the function is opened. */
    protected void onOpen() throws Exception {}

    private void openFunction(Function toOpen) throws Exception {
        if (toOpen instanceof RichFunction rich) {
            rich.setRuntimeContext(new OperatorRuntimeContext(context(), isKeyed()));
            opened = true;
            rich.open(new OpenContext() {});
        }
    }

    /** Returns whether the function may use keyed state. */
    protected boolean isKeyed() {
        return false;
    }

    @Override
    public void close() throws Exception {
        if (opened && function instanceof RichFunction rich) {
            opened = false;
            rich.close();
        }
    }

    protected final F function() {
        return function;
    }

    protected final OperatorContext context() {
        OperatorContext current = context;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    protected final Output output() {
        Output current = output;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }
}
