/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Keyed state: one lookup a record finds a slot, and all states and timers of the key are columns indexed by it. One
 * thread writes; snapshots are read in the background from copy-on-write pages.
 */
@org.jspecify.annotations.NullMarked
package io.millrace.store;
