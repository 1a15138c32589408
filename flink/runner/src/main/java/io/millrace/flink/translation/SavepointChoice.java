/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.translation;

import io.millrace.environment.Environment;
import io.millrace.environment.Location;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.snapshot.StoredSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which savepoint a job starts from. One that is named where the job is submitted counts before the one that the
 * program sets. What lies there tells whose it is: Flink starts jobs from its own.
 */
public final class SavepointChoice {
    private final StreamExecutionEnvironment flink;
    private final Environment environment;

    /** @param environment reads the storages of this machine */
    public SavepointChoice(StreamExecutionEnvironment flink, Environment environment) {
        this.flink = flink;
        this.environment = environment;
    }

    /**
     * Returns the savepoint of Millrace that the job starts from, or null where it starts from one of Flink's or from none.
     *
     * @param ofProgram the one that the program sets, if any
     */
    public @Nullable SavepointRestoreSettings choose(@Nullable SavepointRestoreSettings ofProgram) throws IOException {
        String named = flink.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH);
        if (named == null) {
            return ofProgram == null
                    ? null
                    : SavepointRestoreSettings.forPath(location(ofProgram.path()), ofProgram.allowNonRestoredState());
        }
        if (isFlinks(named) || !isMillraces(named)) {
            return null;
        }
        boolean dropsState = flink.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE);
        hideFromFlink();
        return SavepointRestoreSettings.forPath(location(named), dropsState);
    }

    private static boolean isFlinks(String named) throws IOException {
        org.apache.flink.core.fs.Path place = new org.apache.flink.core.fs.Path(named);
        try {
            FileSystem files = place.getFileSystem();
            return place.getName().equals(AbstractFsCheckpointStorageAccess.METADATA_FILE_NAME)
                    || files.exists(new org.apache.flink.core.fs.Path(
                            place, AbstractFsCheckpointStorageAccess.METADATA_FILE_NAME));
        } catch (UnsupportedFileSystemSchemeException notOfThisMachine) {
            return false;
        }
    }

    private boolean isMillraces(String named) throws IOException {
        try {
            return StoredSnapshot.at(location(named), environment::storage).isComplete();
        } catch (IllegalArgumentException unknownScheme) {
            return false; // Flink says what it thinks of it
        }
    }

    /** Makes a path absolute, for other processes; of a URI of the local file system it takes the path. */
    private static String location(String location) {
        if (location.startsWith("file:")) {
            return new org.apache.flink.core.fs.Path(location).getPath();
        }
        return Location.schemeOf(location) == null
                ? Path.of(location).toAbsolutePath().normalize().toString()
                : location;
    }

    private void hideFromFlink() {
        if (!(flink.getConfiguration() instanceof Configuration settings)) {
            throw new IllegalStateException("Flink's settings of the job cannot be changed");
        }
        settings.removeConfig(StateRecoveryOptions.SAVEPOINT_PATH);
        settings.removeConfig(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE);
    }
}
