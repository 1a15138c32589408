/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares a {@link ListState}. */
public final class ListStateDescriptor<T> extends StateDescriptor<ListState<T>, List<T>> {
    private static final long serialVersionUID = 1L;

    private final @Nullable Type elementType;

    public ListStateDescriptor(String name) {
        super(name);
        this.elementType = null;
    }

    public ListStateDescriptor(String name, Class<T> elementType) {
        super(name);
        this.elementType = elementType;
    }

    /** @param elementType of the elements, such as a {@link io.millrace.data.RowType} or a {@link io.millrace.data.ContainerType} */
    public ListStateDescriptor(String name, Type elementType) {
        super(name);
        this.elementType = elementType;
    }

    @Override
    public @Nullable Type getType() {
        return elementType;
    }
}
