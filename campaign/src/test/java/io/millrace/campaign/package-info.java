/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the simulation, and the simulation's own tests of the core. */
@org.jspecify.annotations.NullMarked
package io.millrace.campaign;
