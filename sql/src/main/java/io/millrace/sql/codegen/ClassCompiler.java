/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** Compiles generated source, each to a class loader of its own. Nothing of Janino is loaded before the first call. */
final class ClassCompiler {

    private ClassCompiler() {}

    static <T> Class<? extends T> compile(String name, String source, Class<T> kind) {
        SimpleCompiler compiler = new SimpleCompiler();
        compiler.setParentClassLoader(kind.getClassLoader());
        try {
            compiler.cook(source);
            return compiler.getClassLoader().loadClass(name).asSubclass(kind);
        } catch (CompileException | ClassNotFoundException | RuntimeException bug) {
            throw new IllegalStateException(
                    "Generated code does not compile. This is a bug; the code is:\n" + source, bug);
        }
    }
}
