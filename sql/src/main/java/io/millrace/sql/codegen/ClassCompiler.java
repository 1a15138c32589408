/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.List;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** Compiles generated source, each to a class loader of its own. Nothing of Janino is loaded before the first call. */
final class ClassCompiler {

    private ClassCompiler() {}

    static <T> Class<? extends T> compile(String name, String source, Class<T> kind) {
        return compile(name, source, kind, List.of());
    }

    /** @param named classes of programs that the source names */
    static <T> Class<? extends T> compile(String name, String source, Class<T> kind, List<Class<?>> named) {
        SimpleCompiler compiler = new SimpleCompiler();
        compiler.setParentClassLoader(NamedClassLoader.of(kind.getClassLoader(), named));
        try {
            compiler.cook(source);
            return compiler.getClassLoader().loadClass(name).asSubclass(kind);
        } catch (CompileException | ClassNotFoundException | RuntimeException bug) {
            throw new IllegalStateException(
                    "Generated code does not compile. This is a bug; the code is:\n" + source, bug);
        }
    }
}
