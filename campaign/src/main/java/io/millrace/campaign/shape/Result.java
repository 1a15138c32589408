/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

/** A row of a shape's output. */
public record Result(String what, long a, long b, long c) {}
