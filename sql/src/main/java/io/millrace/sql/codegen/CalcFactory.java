/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.table.functions.UserFunctionException;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** A generated {@link Calc} on its way to where it runs: its source and constants, which are compiled when it is opened. */
public final class CalcFactory implements Serializable {

    private final String source;
    private final Object[] constants;
    private final List<Class<?>> named;

    /** @param named classes of programs that the source names */
    CalcFactory(String source, Object[] constants, List<Class<?>> named) {
        this.source = source;
        this.constants = constants;
        this.named = List.copyOf(named);
    }

    /** Returns the Java source, to look at. */
    public String source() {
        return source;
    }

    /**
     * Compiles the source to a class of its own, so that no two expressions share a profile of the JIT's.
     *
     * @throws IllegalStateException if the source is no Java, which is a bug
     * @throws UserFunctionException if a function of a program cannot be opened
     */
    public Calc open(CalcContext context) {
        Class<? extends Calc> compiled = ClassCompiler.compile(CalcSource.QUALIFIED_NAME, source, Calc.class, named);
        try {
            return compiled.getConstructor(Object[].class, CalcContext.class).newInstance(constants, context);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof UserFunctionException ofProgram) {
                throw ofProgram;
            }
            throw new IllegalStateException("Generated code failed to start:\n" + source, failed.getCause());
        } catch (ReflectiveOperationException isAlwaysThere) {
            throw new IllegalStateException("Generated code has no such constructor:\n" + source, isAlwaysThere);
        }
    }
}
