/* SPDX-License-Identifier: Apache-2.0 */
/** Programs over snapshots: state is read as streams, and streams become the state that a job starts from. */
@NullMarked
package io.millrace.savepoint.processor;

import org.jspecify.annotations.NullMarked;
