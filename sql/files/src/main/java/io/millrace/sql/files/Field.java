/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import java.io.Serializable;

/**
 * A column that stands in a file.
 *
 * @param position among the columns of the table
 */
record Field(String name, FieldType type, int position) implements Serializable {}
