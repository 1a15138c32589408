/* SPDX-License-Identifier: Apache-2.0 */
/** The connector {@code datagen}: rows that are made up. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.connector.datagen;
