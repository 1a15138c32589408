/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

/**
 * A file that is whole and waits for its commit.
 *
 * @param pending the hidden name it has
 * @param target the name it will have
 * @param length its size in bytes
 */
public record FileCommittable(String pending, String target, long length) {}
