/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What CREATE FUNCTION says, or a program that registers a function.
 *
 * @param path its name, in lower case; of a system function, the last part alone counts
 * @param language in upper case, such as JAVA
 * @param jars the paths of the jars that have its class; none where it is on the class path
 * @param source the class or the object that a program registered, or that of a jar; null where the class is looked for by its name
 */
public record FunctionDefinition(
        ObjectPath path,
        String className,
        String language,
        List<String> jars,
        @Nullable FunctionSource source) {
    public FunctionDefinition {
        jars = List.copyOf(jars);
    }

    /** A function whose class is found by its name. */
    public FunctionDefinition(ObjectPath path, String className, String language) {
        this(path, className, language, List.of(), null);
    }
}
