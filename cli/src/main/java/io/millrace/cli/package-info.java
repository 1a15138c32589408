/* SPDX-License-Identifier: Apache-2.0 */
/** The command line: what ./millrace starts. */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
