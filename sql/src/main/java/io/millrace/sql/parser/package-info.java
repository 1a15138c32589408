/* SPDX-License-Identifier: Apache-2.0 */
/** From the text of a script to the syntax of its statements, and what a person is told where that fails. */
@NullMarked
package io.millrace.sql.parser;

import org.jspecify.annotations.NullMarked;
