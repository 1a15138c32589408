/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Declares a {@link ValueState}. */
public final class ValueStateDescriptor<T> extends StateDescriptor<ValueState<T>, T> {
    private static final long serialVersionUID = 1L;

    private final @Nullable Type type;

    public ValueStateDescriptor(String name) {
        super(name);
        this.type = null;
    }

    public ValueStateDescriptor(String name, Class<T> type) {
        super(name);
        this.type = type;
    }

    /** @param type of the values, such as a {@link io.millrace.data.RowType} or a {@link io.millrace.data.ContainerType} */
    public ValueStateDescriptor(String name, Type type) {
        super(name);
        this.type = type;
    }

    @Override
    public @Nullable Type getType() {
        return type;
    }
}
