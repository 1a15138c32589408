/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads what a module compiled, without its tests. */
final class ProductionClasses {

    private ProductionClasses() {}

    /**
     * The classes of some modules.
     *
     * @param modules directories of modules, relative to the root of the project
     * @throws IllegalStateException if a module has not been compiled, since a rule over nothing holds always
     */
    static JavaClasses of(String... modules) {
        return new ClassFileImporter()
                .importPaths(
                        Arrays.stream(modules).map(ProductionClasses::compiled).toList());
    }

    private static Path compiled(String module) {
        Path classes = Path.of("..", module, System.getProperty("millrace.build.directory", "target"), "classes")
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(
                    classes + " is missing: build the whole project, as 'mvn verify' in its root does");
        }
        return classes;
    }
}
