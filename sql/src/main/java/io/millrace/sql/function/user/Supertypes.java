/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.JavaType;
import java.lang.reflect.Type;

/** The classes that a class extends, with their type arguments. */
final class Supertypes {
    private Supertypes() {}

    /** Returns what a class extends, as it does that; an interface that it implements comes without arguments. */
    static JavaType of(Class<?> type, Class<?> wanted) {
        JavaType current = JavaType.of(type);
        while (current.raw() != wanted) {
            Type parent = current.raw().getGenericSuperclass();
            if (parent == null) {
                return JavaType.of(wanted);
            }
            current = JavaType.resolve(parent, current.bindings());
        }
        return current;
    }
}
