/* SPDX-License-Identifier: Apache-2.0 */
/** What a runner supplies to the deterministic core: clock, storage, blocking work and faults. */
@org.jspecify.annotations.NullMarked
package io.millrace.environment;
