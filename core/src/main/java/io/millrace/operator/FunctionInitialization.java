/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.process.FunctionInitializationContext;
import io.millrace.state.KeyedStateStore;
import io.millrace.state.OperatorStateStore;
import java.util.OptionalLong;

/** What a checkpointed function starts with. */
record FunctionInitialization(OperatorContext context, KeyedStateStore keyed) implements FunctionInitializationContext {
    @Override
    public boolean isRestored() {
        return context.restoredState().isRestored();
    }

    @Override
    public OptionalLong getRestoredCheckpointId() {
        return isRestored() ? OptionalLong.of(context.restoredState().checkpointId()) : OptionalLong.empty();
    }

    @Override
    public OperatorStateStore getOperatorStateStore() {
        return context.operatorStates();
    }

    @Override
    public KeyedStateStore getKeyedStateStore() {
        return keyed;
    }
}
