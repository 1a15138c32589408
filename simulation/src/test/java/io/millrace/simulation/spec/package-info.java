/* SPDX-License-Identifier: Apache-2.0 */
/** What each operator does, told through the harness that users have, too. */
@org.jspecify.annotations.NullMarked
package io.millrace.simulation.spec;
