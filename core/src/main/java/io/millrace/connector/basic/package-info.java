/* SPDX-License-Identifier: Apache-2.0 */
/** Sources and sinks that need nothing of the outside world: collections, sequences, print, discard, and a sink for tests. */
@org.jspecify.annotations.NullMarked
package io.millrace.connector.basic;
