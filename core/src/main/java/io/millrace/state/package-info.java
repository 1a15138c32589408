/* SPDX-License-Identifier: Apache-2.0 */
/** What users declare and hold: keyed and broadcast state, its descriptors and its time to live. */
@org.jspecify.annotations.NullMarked
package io.millrace.state;
