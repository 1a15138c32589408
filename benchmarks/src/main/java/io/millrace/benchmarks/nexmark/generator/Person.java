/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/**
 * A person who registers.
 *
 * @param id unique, rising with event time
 * @param dateTime event time in epoch milliseconds
 */
public record Person(long id, String name, String email, String city, String state, long dateTime) implements Event {}
