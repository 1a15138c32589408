/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import io.millrace.function.Function;

/**
 * A function that a program adds to SQL. Each subtask that calls it has an object of its own, called by one thread: a new one where a class was registered, a copy
 * where an object was, unless all of its fields are final.
 */
public abstract class UserDefinedFunction implements Function {
    /** Called once before the first call of the function in a subtask. */
    public void open(FunctionContext context) throws Exception {}

    /** Called once after the last call of the function in a subtask, also where the job fails. */
    public void close() throws Exception {}

    /**
     * Whether the same arguments always give the same result. A function that says no is never called oftener than the query has it. Where rows are taken back, it is
     * called for them a second time, and has to give the same all the same.
     */
    public boolean isDeterministic() {
        return true;
    }
}
