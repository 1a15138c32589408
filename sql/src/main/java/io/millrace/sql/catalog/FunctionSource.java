/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import io.millrace.function.FunctionCopier;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.table.functions.UserDefinedFunction;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Where the objects of a function come from, of which each subtask has its own.
 *
 * @param instance the object that was registered, or null where it was a class
 */
public record FunctionSource(
        Class<? extends UserDefinedFunction> type, @Nullable UserDefinedFunction instance) implements Serializable {

    /** A function that was registered as an object. */
    public static FunctionSource of(UserDefinedFunction instance) {
        return new FunctionSource(instance.getClass(), instance);
    }

    /**
     * A function that was registered as a class.
     *
     * @throws SqlException if no objects of it can be made, with the reason
     */
    public static FunctionSource of(Class<? extends UserDefinedFunction> type) {
        FunctionSource source = new FunctionSource(type, null);
        source.create();
        return source;
    }

    /**
     * A function whose class is known by its name.
     *
     * @throws SqlException if there is no such class, it is no function, or no objects of it can be made
     */
    public static FunctionSource named(String className, ClassLoader loader) {
        Class<?> found;
        try {
            found = Class.forName(className, true, loader);
        } catch (ClassNotFoundException none) {
            throw SqlException.of("There is no class '" + className
                    + "' on the class path. A class within another is named with a $ between them, as in"
                    + " com.example.Functions$Length.");
        } catch (LinkageError broken) {
            throw SqlException.of("The class '" + className + "' cannot be loaded: " + broken);
        }
        if (!UserDefinedFunction.class.isAssignableFrom(found)) {
            throw SqlException.of("The class '" + className
                    + "' is no function: it must extend ScalarFunction, TableFunction, AggregateFunction, TableAggregateFunction or ProcessTableFunction of "
                    + UserDefinedFunction.class.getPackageName() + ".");
        }
        return of(found.asSubclass(UserDefinedFunction.class));
    }

    /**
     * Makes an object of the function, which nobody else has.
     *
     * @throws SqlException if that is not possible, with the reason
     */
    public UserDefinedFunction create() {
        if (instance == null) {
            return constructed();
        }
        try {
            return FunctionCopier.copyIfMutable(instance);
        } catch (IllegalArgumentException impossible) {
            throw SqlException.of(String.valueOf(impossible.getMessage()));
        }
    }

    private UserDefinedFunction constructed() {
        if (Modifier.isAbstract(type.getModifiers())) {
            throw SqlException.of("The class '" + type.getName() + "' is abstract: register one that extends it.");
        }
        try {
            Constructor<? extends UserDefinedFunction> constructor = type.getDeclaredConstructor();
            if (!constructor.trySetAccessible()) {
                throw SqlException.of("The class '" + type.getName()
                        + "' cannot be reached: make it public, and have its module open its package.");
            }
            return constructor.newInstance();
        } catch (NoSuchMethodException none) {
            throw SqlException.of("The class '" + type.getName() + "' has no constructor without arguments"
                    + (isInner() ? ": make it static." : ". Add one, or register an object."));
        } catch (InvocationTargetException failed) {
            throw SqlException.of("The constructor of '" + type.getName() + "' failed: " + failed.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw SqlException.of("No object of '" + type.getName() + "' can be made: " + impossible);
        }
    }

    private boolean isInner() {
        return type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
    }
}
