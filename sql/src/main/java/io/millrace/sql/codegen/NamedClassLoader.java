/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.List;

/** Finds the classes that generated code names: those of Millrace, and those of programs where these found them. */
final class NamedClassLoader extends ClassLoader {
    private final List<ClassLoader> others;

    private NamedClassLoader(ClassLoader own, List<ClassLoader> others) {
        super(own);
        this.others = others;
    }

    /** Returns what finds some classes, and all that {@code own} does. */
    static ClassLoader of(ClassLoader own, List<Class<?>> named) {
        List<ClassLoader> others = named.stream()
                .map(Class::getClassLoader)
                .filter(loader -> loader != null && loader != own)
                .distinct()
                .toList();
        return others.isEmpty() ? own : new NamedClassLoader(own, others);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        for (ClassLoader other : others) {
            try {
                return other.loadClass(name);
            } catch (ClassNotFoundException elsewhere) {
                // The next one may know it.
            }
        }
        throw new ClassNotFoundException(name);
    }
}
