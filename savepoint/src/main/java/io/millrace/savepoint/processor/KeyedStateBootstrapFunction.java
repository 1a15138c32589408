/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.process.AbstractRichFunction;
import io.millrace.time.TimerService;

/**
 * Writes keyed state: declares states in {@code open}, and fills them, record by record, with the record's key current.
 *
 * @param <K> the type of the keys
 * @param <IN> the type of the records
 */
public abstract class KeyedStateBootstrapFunction<K, IN> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    /** Takes one record. Records come in any order. */
    public abstract void processElement(IN value, Context ctx) throws Exception;

    /** What is known of the record at hand. Valid only during the call. */
    public abstract class Context {
        /** Registers timers of the current key. They are part of the state, and fire only in the job that starts from it. */
        public abstract TimerService timerService();

        public abstract K getCurrentKey();
    }
}
