/* SPDX-License-Identifier: Apache-2.0 */
/** How batches and signals travel through Flink's network: as envelopes, which know who sent them and to whom. */
@org.jspecify.annotations.NullMarked
package io.millrace.flink.exchange;
