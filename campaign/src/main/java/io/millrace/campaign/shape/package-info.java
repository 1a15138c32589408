/* SPDX-License-Identifier: Apache-2.0 */
/** The kinds of jobs that are run in simulated worlds, each with a plain recomputation of what must come out. */
@org.jspecify.annotations.NullMarked
package io.millrace.campaign.shape;
