/* SPDX-License-Identifier: Apache-2.0 */
/** CSV lines to records and back. */
@NullMarked
package io.millrace.format.csv;

import org.jspecify.annotations.NullMarked;
