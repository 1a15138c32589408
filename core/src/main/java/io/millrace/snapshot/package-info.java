/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Snapshots on storage: Avro container files of rows, and a manifest that is put into place last and makes them a
 * checkpoint.
 */
@NullMarked
package io.millrace.snapshot;

import org.jspecify.annotations.NullMarked;
