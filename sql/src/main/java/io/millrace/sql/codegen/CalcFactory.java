/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;

/** A generated {@link Calc} on its way to where it runs: its source and constants, which are compiled when it is opened. */
public final class CalcFactory implements Serializable {

    private final String source;
    private final Object[] constants;

    CalcFactory(String source, Object[] constants) {
        this.source = source;
        this.constants = constants;
    }

    /** Returns the Java source, to look at. */
    public String source() {
        return source;
    }

    /**
     * Compiles the source to a class of its own, so that no two expressions share a profile of the JIT's.
     *
     * @throws IllegalStateException if the source is no Java, which is a bug
     */
    public Calc open(CalcContext context) {
        Class<? extends Calc> compiled = ClassCompiler.compile(CalcSource.QUALIFIED_NAME, source, Calc.class);
        try {
            return compiled.getConstructor(Object[].class, CalcContext.class).newInstance(constants, context);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("Generated code failed to start:\n" + source, failed.getCause());
        } catch (ReflectiveOperationException isAlwaysThere) {
            throw new IllegalStateException("Generated code has no such constructor:\n" + source, isAlwaysThere);
        }
    }
}
