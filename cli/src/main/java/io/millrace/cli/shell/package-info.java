/* SPDX-License-Identifier: Apache-2.0 */
/** The shell for SQL: what ./millrace sql starts. */
@NullMarked
package io.millrace.cli.shell;

import org.jspecify.annotations.NullMarked;
