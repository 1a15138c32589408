/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

import java.io.Serializable;
import java.util.Objects;

/**
 * Names a side output. Two tags with one id are the same output.
 *
 * @param <T> the type of the side output's elements
 */
public class OutputTag<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;

    public OutputTag(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("The id of an OutputTag must not be empty");
        }
        this.id = Objects.requireNonNull(id, "id");
    }

    public String getId() {
        return id;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof OutputTag<?> tag && tag.id.equals(id);
    }

    @Override
    public final int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "OutputTag(" + id + ")";
    }
}
