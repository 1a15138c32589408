/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Answers {@code --version} from the manifest of the jar that was started. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version =
                Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
        String runtime = System.getProperty("java.vm.name") + " " + Runtime.version();
        return new String[] {"millrace " + version, runtime};
    }
}
