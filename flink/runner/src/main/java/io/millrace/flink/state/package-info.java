/* SPDX-License-Identifier: Apache-2.0 */
/** What a stage writes into Flink's checkpoints and finds in them: tables of the formats that all snapshots have. */
@org.jspecify.annotations.NullMarked
package io.millrace.flink.state;
