/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.Collector;

/** A collector that gives every record one timestamp: that of the element, timer or window at hand. */
final class RowCollector implements Collector<Object> {
    private final Output output;
    long timestamp;

    RowCollector(Output output) {
        this.output = output;
    }

    @Override
    public void collect(Object record) {
        output.emit(record, timestamp);
    }
}
