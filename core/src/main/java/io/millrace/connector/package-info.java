/* SPDX-License-Identifier: Apache-2.0 */
/** The contracts of sources and sinks: splits, positions, two-phase commit. */
@org.jspecify.annotations.NullMarked
package io.millrace.connector;
