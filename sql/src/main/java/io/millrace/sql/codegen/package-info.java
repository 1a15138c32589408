/* SPDX-License-Identifier: Apache-2.0 */
/** From scalar expressions to loops over the arrays of columns: Java source, and the classes compiled from it. */
@NullMarked
package io.millrace.sql.codegen;

import org.jspecify.annotations.NullMarked;
