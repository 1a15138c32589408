/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What moves between operators and how it becomes bytes: batches, rows, and codecs that are derived from types and
 * write Avro.
 */
@NullMarked
package io.millrace.data;

import org.jspecify.annotations.NullMarked;
