/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

/**
 * A file that a checkpoint leaves open.
 *
 * @param pending the hidden name it has
 * @param target the name it will have
 * @param validLength the bytes that belong to the checkpoint
 */
public record OpenFile(String pending, String target, long validLength) {}
