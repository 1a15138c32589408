/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.Codecs;
import io.millrace.data.JavaType;
import io.millrace.data.UnsupportedTypeException;
import io.millrace.sql.configuration.Durations;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.table.functions.StateHint;
import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ValueState;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State that a {@link io.millrace.sql.table.functions.ProcessTableFunction} asks for with a parameter.
 *
 * @param types of what is kept: of a map those of its keys and its values
 * @param ttl how long it is kept; null for as long as the session says, zero for ever
 */
public record StateEntry(
        String name,
        Kind kind,
        List<JavaType> types,
        @Nullable Duration ttl) implements Serializable {

    /** What the parameter is. */
    public enum Kind {
        VALUE,
        LIST,
        MAP,
        /** An object that is changed in place. */
        OBJECT
    }

    /** Whether a parameter is state by its type alone. */
    static boolean isState(Class<?> raw) {
        return raw == ValueState.class || raw == ListState.class || raw == MapState.class;
    }

    /**
     * @param name of the parameter, or what stands for it
     * @param path what the parameter is, for messages
     * @throws SqlException if it cannot be kept
     */
    static StateEntry of(String name, JavaType type, @Nullable StateHint hint, String path) {
        Kind kind = kind(type.raw());
        List<JavaType> types =
                switch (kind) {
                    case OBJECT -> List.of(type);
                    case VALUE, LIST -> List.of(type.argument(0));
                    case MAP -> List.of(type.argument(0), type.argument(1));
                };
        types.forEach(each -> requireStorable(each, path));
        if (kind == Kind.OBJECT) {
            requireMutable(type.raw(), path);
        }
        String own = hint == null || hint.name().isEmpty() ? name : hint.name();
        return new StateEntry(own, kind, types, hint == null ? null : ttl(hint.ttl(), path));
    }

    private static Kind kind(Class<?> raw) {
        if (raw == ValueState.class) {
            return Kind.VALUE;
        } else if (raw == ListState.class) {
            return Kind.LIST;
        }
        return raw == MapState.class ? Kind.MAP : Kind.OBJECT;
    }

    private static @Nullable Duration ttl(String text, String path) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Durations.parse(text);
        } catch (RuntimeException wrong) {
            throw SqlException.of(path + " has the ttl '" + text + "', which is no duration: " + wrong.getMessage());
        }
    }

    private static void requireStorable(JavaType type, String path) {
        if (type.raw() == Object.class) {
            throw SqlException.of(path + " does not say what it keeps: say ValueState<Long>, for one.");
        }
        try {
            Codecs.of(type.toType());
        } catch (UnsupportedTypeException unsupported) {
            throw SqlException.of(path + " cannot be kept as state: " + unsupported.getMessage());
        }
    }

    private static void requireMutable(Class<?> raw, String path) {
        boolean hasConstructor = Arrays.stream(raw.getDeclaredConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
        if (raw.isRecord() || Modifier.isAbstract(raw.getModifiers()) || !hasConstructor) {
            throw SqlException.of(path + " is a " + raw.getName()
                    + ", which cannot be made empty and changed in place. Take a ValueState<" + raw.getSimpleName()
                    + ">, or a ListState or MapState for a collection.");
        }
    }
}
