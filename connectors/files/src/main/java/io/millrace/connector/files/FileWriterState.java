/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import java.util.List;

/**
 * What a writer needs to go on.
 *
 * @param prefix what the names of its files begin with; no other writer has it
 * @param nextFile the number of the next file it begins
 * @param open its open files, at most one a bucket
 */
public record FileWriterState(String prefix, long nextFile, List<OpenFile> open) {}
