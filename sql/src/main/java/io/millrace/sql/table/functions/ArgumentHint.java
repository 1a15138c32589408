/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a parameter of {@link ProcessTableFunction} what its type cannot: that it is a table, and how it is taken. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface ArgumentHint {
    /** What the argument is. */
    ArgumentTrait[] value() default ArgumentTrait.SCALAR;

    /** What calls name it; empty for the name of the parameter, which class files have if they were compiled as Maven and Gradle do. */
    String name() default "";

    /** Whether calls may leave it out; it is null then. */
    boolean isOptional() default false;
}
