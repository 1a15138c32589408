/* SPDX-License-Identifier: Apache-2.0 */
/** JSON lines to records and back. */
@NullMarked
package io.millrace.format.json;

import org.jspecify.annotations.NullMarked;
