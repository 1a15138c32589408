/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import io.millrace.sql.function.user.FunctionSource;
import org.jspecify.annotations.Nullable;

/**
 * What CREATE FUNCTION says, or a program that registers a function.
 *
 * @param path its name, in lower case; of a system function, the last part alone counts
 * @param language in upper case, such as JAVA
 * @param source the class or the object that a program registered; null where the class is looked for by its name
 */
public record FunctionDefinition(
        ObjectPath path,
        String className,
        String language,
        @Nullable FunctionSource source) {

    /** A function whose class is found by its name. */
    public FunctionDefinition(ObjectPath path, String className, String language) {
        this(path, className, language, null);
    }
}
