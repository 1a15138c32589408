/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

/**
 * A key that many records of a keyed operator have.
 *
 * @param operator the operator's name
 * @param key as text
 * @param share a lower estimate of the share of records that have it, from 0 to 1
 */
public record HotKey(String operator, String key, double share) {}
