/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.Codecs;
import io.millrace.data.JavaType;
import io.millrace.data.UnsupportedTypeException;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.parser.SqlException;

/** What accumulators, and the methods that take in rows, have to be. */
final class Accumulators {
    private Accumulators() {}

    /**
     * @param supertype which says the class, for messages
     * @throws SqlException if accumulators cannot be kept as state
     */
    static void requireStorable(JavaType accumulator, FunctionSource source, String supertype) {
        String what = "The accumulator of " + source.type().getName();
        if (accumulator.raw() == Object.class) {
            throw SqlException.of(what + " is of a class that is not known: say which in extends " + supertype + ".");
        }
        try {
            Codecs.of(accumulator.toType());
        } catch (UnsupportedTypeException unsupported) {
            throw SqlException.of(what + " cannot be kept as state: " + unsupported.getMessage());
        }
    }

    /** @throws SqlException if the first parameter of a method is not the accumulator, or it returns something else */
    static void requireFolding(UserMethod method, JavaType accumulator) {
        Class<?> first = Fit.box(method.erasure().get(0));
        if (!first.isAssignableFrom(accumulator.raw())) {
            throw SqlException.of("The first parameter of " + method.name() + " in "
                    + method.owner().getName() + " is not the accumulator, a "
                    + accumulator.raw().getName() + ".");
        }
        boolean returnsOne = accumulator.raw().isAssignableFrom(Fit.box(method.erasedResult()));
        if (method.erasedResult() != void.class && !returnsOne) {
            throw SqlException.of(method.resultPath() + " must be the accumulator, a "
                    + accumulator.raw().getName() + ", or void.");
        }
    }
}
