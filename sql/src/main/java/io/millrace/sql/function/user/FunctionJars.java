/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.sql.parser.SqlException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The class loaders of jars that functions are in: one for the same jars, so that functions share their classes. They stay open as long as the session. */
public final class FunctionJars {
    private final Map<List<Path>, ClassLoader> loaders = new HashMap<>();

    /**
     * Returns what finds classes in jars, and before that those of the program.
     *
     * @param jars paths of files, or URIs that begin with {@code file:}; none for the program alone
     * @throws SqlException if there is no such file
     */
    public ClassLoader loader(List<String> jars) {
        if (jars.isEmpty()) {
            return UserFunctions.loader();
        }
        List<Path> paths = jars.stream().map(FunctionJars::path).toList();
        return loaders.computeIfAbsent(paths, FunctionJars::open);
    }

    private static Path path(String jar) {
        try {
            Path path = jar.startsWith("file:") ? Path.of(URI.create(jar)) : Path.of(jar);
            if (Files.isReadable(path)) {
                return path.toAbsolutePath().normalize();
            }
        } catch (IllegalArgumentException | FileSystemNotFoundException wrong) {
            throw SqlException.of("'" + jar + "' is no path of a file: " + wrong.getMessage());
        }
        throw SqlException.of("There is no file '" + jar + "' that can be read. A jar is a file of this machine.");
    }

    private static ClassLoader open(List<Path> jars) {
        URL[] urls = new URL[jars.size()];
        try {
            for (int i = 0; i < urls.length; i++) {
                urls[i] = jars.get(i).toUri().toURL();
            }
        } catch (MalformedURLException isNone) {
            throw new IllegalStateException(isNone);
        }
        return new URLClassLoader(urls, UserFunctions.loader());
    }
}
