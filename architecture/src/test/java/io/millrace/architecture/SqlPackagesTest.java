/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

class SqlPackagesTest {

    @Test
    void areFreeOfCycles() {
        slices().matching("io.millrace.sql.(**)")
                .should()
                .beFreeOfCycles()
                .check(ProductionClasses.of("sql", "sql/files"));
    }
}
