/* SPDX-License-Identifier: Apache-2.0 */
/** The connector {@code print}: rows as text. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.connector.print;
