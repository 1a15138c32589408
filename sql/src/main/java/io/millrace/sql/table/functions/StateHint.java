/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a parameter of {@link ProcessTableFunction} is state. {@code ValueState}, {@code ListState} and {@code MapState} are that by themselves, and take the hint for
 * its members alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface StateHint {
    /** What the state is kept under; empty for the name of the parameter. */
    String name() default "";

    /** How long it is kept after it was last written, as {@code "1 day"} or {@code "0"} for ever; empty for what table.exec.state.ttl says. */
    String ttl() default "";
}
