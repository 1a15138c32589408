/* SPDX-License-Identifier: Apache-2.0 */
/** Bugs put on purpose between a job and its world, to see whether the simulation sees them. */
@org.jspecify.annotations.NullMarked
package io.millrace.campaign.planted;
