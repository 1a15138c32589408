/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.Function;
import io.millrace.process.CheckpointListener;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.OpenContext;
import io.millrace.process.RichFunction;
import io.millrace.store.KeyedStore;
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
        openFunction();
    }

    /** Called when context and output are there, before the function is opened. */
    protected void onOpen() throws Exception {}

    private void openFunction() throws Exception {
        opened = true;
        OperatorRuntimeContext runtime = new OperatorRuntimeContext(context(), isKeyed(), this::keyedStore);
        for (Function layer = function; layer != null; layer = inside(layer)) {
            initialize(layer, runtime);
        }
        if (function instanceof RichFunction rich) {
            rich.open(new OpenContext() {});
        }
    }

    private static @Nullable Function inside(Function layer) {
        return layer instanceof WrappingFunction wrapping ? wrapping.wrapped() : null;
    }

    private void initialize(Function layer, OperatorRuntimeContext runtime) throws Exception {
        if (layer instanceof RichFunction rich) {
            rich.setRuntimeContext(runtime);
        }
        if (layer instanceof CheckpointedFunction checkpointed) {
            checkpointed.initializeState(new FunctionInitialization(context(), runtime));
            context().operatorStates().register(checkpointed);
        }
        if (layer instanceof CheckpointListener listener) {
            context().operatorStates().register(listener);
        }
    }

    /** Returns whether the function may use keyed state. */
    protected boolean isKeyed() {
        return false;
    }

    /** Returns the store in which the function's keyed state lies, opened on first use. */
    protected KeyedStore keyedStore() {
        return context().keyedStore();
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
