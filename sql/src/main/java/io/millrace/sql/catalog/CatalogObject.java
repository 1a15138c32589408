/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;

/** What a query can read by name. */
public sealed interface CatalogObject permits TableDefinition, ViewDefinition {

    /** Returns the full name. */
    ObjectPath path();

    /** Returns what a query sees: all columns, computed ones and time attributes among them. */
    RelDataType rowType();

    /** Returns what a person wrote about it. */
    Optional<String> comment();

    /** Returns the same under another name. */
    CatalogObject renamed(ObjectPath newPath);
}
