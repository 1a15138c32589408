/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorePackagesTest {

    private static final JavaClasses CORE = ProductionClasses.of("core");

    static IntStream packagesThatHaveOthersAbove() {
        return IntStream.range(0, CorePackages.LOWEST_FIRST.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("packagesThatHaveOthersAbove")
    void knowOnlyPackagesBelowThem(int index) {
        noClasses()
                .that()
                .resideInAPackage(CorePackages.pattern(index))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CorePackages.patternsFrom(index + 1))
                .because("the packages of core point one way: " + CorePackages.LOWEST_FIRST)
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void areFreeOfCycles() {
        slices().matching("io.millrace.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void haveAPlaceInTheOrder() {
        Set<String> found = CORE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("io.millrace."))
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(CorePackages.LOWEST_FIRST).containsAll(found);
    }
}
