/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.process.AbstractRichFunction;
import io.millrace.state.BroadcastState;
import io.millrace.state.MapStateDescriptor;

/**
 * Writes broadcast state, record by record. Runs as one subtask.
 *
 * @param <IN> the type of the records
 */
public abstract class BroadcastStateBootstrapFunction<IN> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    /** Takes one record. Records come in any order. */
    public abstract void processElement(IN value, Context ctx) throws Exception;

    /** What is known of the record at hand. Valid only during the call. */
    public interface Context extends StateBootstrapFunction.Context {
        <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) throws Exception;
    }
}
