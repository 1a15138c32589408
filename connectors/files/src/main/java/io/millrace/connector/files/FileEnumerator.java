/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.SplitEnumerator;
import io.millrace.environment.Environment;
import io.millrace.environment.Location;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the files of a {@link FileSource}, sorted by name. */
final class FileEnumerator implements SplitEnumerator<FileSplit> {
    private final String location;
    private final PathMatcher matcher;
    private final long intervalMillis;
    private final Environment environment;

    /** @param intervalMillis -1 where the files are those that are there at the start */
    FileEnumerator(String location, String glob, long intervalMillis, Environment environment) {
        this.location = location;
        this.matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        this.intervalMillis = intervalMillis;
        this.environment = environment;
    }

    @Override
    public List<FileSplit> discover(Set<String> knownSplitIds) throws IOException {
        List<FileSplit> found = new ArrayList<>();
        for (String path : paths(knownSplitIds)) {
            if (!knownSplitIds.contains(path)) {
                found.add(FileSplit.whole(path));
            }
        }
        return found;
    }

    private List<String> paths(Set<String> known) throws IOException {
        Location place = Location.of(location);
        boolean isName = !place.name().isEmpty()
                && !place.name().equals(".")
                && !place.name().equals("..");
        if (isName && !environment.storage(place.directory()).isDirectory(place.name())) {
            if (environment.storage(place.directory()).exists(place.name())) {
                return List.of(location);
            }
            if (intervalMillis < 0 && known.isEmpty()) {
                throw new FileNotFoundException("There is no file or directory " + location + " to read from");
            }
            return List.of();
        }
        List<String> paths = new ArrayList<>();
        for (String name : environment.storage(location).listFiles("")) {
            if (!FileNames.isHidden(name) && matcher.matches(Path.of(name))) {
                paths.add(location.equals("/") ? "/" + name : location + "/" + name);
            }
        }
        return paths;
    }

    @Override
    public long discoveryIntervalMillis() {
        return intervalMillis;
    }
}
