/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a state and says how long it lives. A type is optional: without one, the types of the values are learned from
 * the values themselves.
 *
 * @param <S> the type of the state
 * @param <T> the type of what the state holds
 */
public abstract class StateDescriptor<S extends State, T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private @Nullable StateTtlConfig ttlConfig;

    StateDescriptor(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The name of a state must not be empty");
        }
        this.name = Objects.requireNonNull(name, "name");
    }

    public final String getName() {
        return name;
    }

    public final void enableTimeToLive(StateTtlConfig config) {
        this.ttlConfig = config;
    }

    /** Returns the time to live, or null where the state never expires. */
    public final @Nullable StateTtlConfig getTtlConfig() {
        return ttlConfig;
    }

    /** Returns the declared type of the value (for maps, of the map's values), or null where it is to be learned. */
    public abstract @Nullable Type getType();
}
