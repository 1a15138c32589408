/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.SplitEnumerator;
import io.millrace.environment.Environment;
import io.millrace.environment.Location;
import io.millrace.environment.Storage;
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
    private final String glob;
    private final List<PathMatcher> directories; // a level each
    private final DirectoryFilter filter;
    private final PathMatcher files;
    private final long intervalMillis;
    private final Environment environment;

    /** @param intervalMillis -1 where the files are those that are there at the start */
    FileEnumerator(String location, String glob, DirectoryFilter filter, long intervalMillis, Environment environment) {
        this.location = location;
        this.glob = glob;
        List<PathMatcher> levels = new ArrayList<>();
        for (String name : glob.split("/", -1)) {
            levels.add(FileSystems.getDefault().getPathMatcher("glob:" + name));
        }
        this.files = levels.remove(levels.size() - 1);
        this.directories = List.copyOf(levels);
        this.filter = filter;
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
                requireNoDirectories();
                return List.of(location);
            }
            if (intervalMillis < 0 && known.isEmpty()) {
                throw new FileNotFoundException("There is no file or directory " + location + " to read from");
            }
            return List.of();
        }
        List<String> paths = new ArrayList<>();
        addFiles(environment.storage(location), "", 0, paths);
        return paths;
    }

    private void requireNoDirectories() throws FileNotFoundException {
        if (!directories.isEmpty()) {
            throw new FileNotFoundException(
                    location + " is a file, but a directory with files " + glob + " was to be read");
        }
    }

    private void addFiles(Storage storage, String directory, int level, List<String> paths) throws IOException {
        if (level == directories.size()) {
            for (String name : storage.listFiles(directory)) {
                if (isWanted(name, files)) {
                    paths.add((location.equals("/") ? "/" : location + "/") + FileNames.in(directory, name));
                }
            }
            return;
        }
        for (String name : storage.list(directory)) {
            String below = FileNames.in(directory, name);
            if (isWanted(name, directories.get(level)) && filter.accepts(below) && storage.isDirectory(below)) {
                addFiles(storage, below, level + 1, paths);
            }
        }
    }

    private static boolean isWanted(String name, PathMatcher matcher) {
        return !FileNames.isHidden(name) && matcher.matches(Path.of(name));
    }

    @Override
    public long discoveryIntervalMillis() {
        return intervalMillis;
    }
}
