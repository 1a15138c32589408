/* SPDX-License-Identifier: Apache-2.0 */
/** The contract between programs and what runs them. */
@org.jspecify.annotations.NullMarked
package io.millrace.runner;
