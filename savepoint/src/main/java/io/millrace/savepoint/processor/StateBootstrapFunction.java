/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.process.AbstractRichFunction;
import io.millrace.process.CheckpointedFunction;

/**
 * Writes state that belongs to no key: declares list states in {@code initializeState}, and fills them record by record,
 * or all at once in {@code snapshotState}.
 *
 * @param <IN> the type of the records
 */
public abstract class StateBootstrapFunction<IN> extends AbstractRichFunction implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** Takes one record. Records come in any order. */
    public abstract void processElement(IN value, Context ctx) throws Exception;

    /** What is known of the record at hand. Valid only during the call. */
    public interface Context {
        /** Returns milliseconds since the epoch. */
        long currentProcessingTime();
    }
}
