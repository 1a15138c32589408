/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.validate.SqlNameMatchers;

/** Finds tables by the names that a statement uses. */
final class CatalogReader extends CalciteCatalogReader {

    /** @param paths schemas in which a name is looked up, one after another */
    CatalogReader(CalciteSchema root, List<List<String>> paths, RelDataTypeFactory types) {
        super(
                root,
                SqlNameMatchers.withCaseSensitive(true),
                paths,
                types,
                new CalciteConnectionConfigImpl(new Properties()));
    }
}
