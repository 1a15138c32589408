/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.jar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a class path into one jar. Of files of the same name the first on the class path counts, as in a JVM; lists of
 * services are merged in its order. What a Flink cluster has itself stays out, and so do signatures, which no longer fit.
 *
 * <p>The same class path gives the same jar, byte for byte.
 */
public final class FatJar {
    /** What a cluster loads from its own class path first: a program that brought it along would not be given it. */
    private static final List<String> OF_FLINK = List.of("org/apache/flink/", "org/slf4j/");

    /** What describes one jar and not another. */
    private static final Pattern OF_ONE_JAR = Pattern.compile(
            "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|[^/]*\\.(SF|DSA|RSA|EC)|maven/.*)|(META-INF/versions/\\d+/)?module-info\\.class");

    private static final String VERSIONS = "META-INF/versions/";
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final List<Path> classPath;
    private final List<String> leftOut = new ArrayList<>(OF_FLINK);
    private final Map<String, Set<String>> hiddenProviders;

    /**
     * @param classPath directories and jars; what does not exist is passed over, as in a JVM
     * @param leftOut beginnings of the names of further files that stay out, as {@code com/example/}
     * @param hiddenProviders what stays out of lists of services, by the service's name
     */
    public FatJar(List<Path> classPath, List<String> leftOut, Map<String, Set<String>> hiddenProviders) {
        this.classPath = List.copyOf(classPath);
        this.leftOut.addAll(leftOut);
        this.hiddenProviders = Map.copyOf(hiddenProviders);
    }

    /** Puts a class path into a jar, all but what Flink has. */
    public static FatJar of(List<Path> classPath) {
        return new FatJar(classPath, List.of(), Map.of());
    }

    /**
     * Writes the jar, or replaces it.
     *
     * @param mainClass named in its manifest; null for none
     */
    public void write(Path jar, @Nullable String mainClass) throws IOException {
        List<ClassPathEntry> entries = new ArrayList<>();
        try {
            for (Path path : classPath) {
                if (Files.exists(path)) {
                    entries.add(ClassPathEntry.of(path));
                }
            }
            write(jar, mainClass, entries);
        } finally {
            for (ClassPathEntry entry : entries) {
                entry.close();
            }
        }
    }

    private void write(Path jar, @Nullable String mainClass, List<ClassPathEntry> entries) throws IOException {
        SortedMap<String, ClassPathEntry> files = new TreeMap<>();
        Services services = new Services(hiddenProviders);
        for (ClassPathEntry entry : entries) {
            for (String name : entry.names()) {
                if (isLeftOut(name)) {
                    continue;
                }
                if (Services.isList(name)) {
                    try (InputStream list = entry.open(name)) {
                        services.add(name, list);
                    }
                } else {
                    files.putIfAbsent(name, entry);
                }
            }
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(Deflater.BEST_SPEED);
            begin(out, JarFile.MANIFEST_NAME);
            boolean versions = files.keySet().stream().anyMatch(name -> name.startsWith(VERSIONS));
            manifest(mainClass, versions).write(out);
            for (Map.Entry<String, byte[]> list : services.lists().entrySet()) {
                copy(out, list.getKey(), new ByteArrayInputStream(list.getValue()));
            }
            for (Map.Entry<String, ClassPathEntry> file : files.entrySet()) {
                copy(out, file.getKey(), file.getValue().open(file.getKey()));
            }
        }
    }

    private boolean isLeftOut(String name) {
        String owner = Services.isList(name) ? Services.pathOfService(name) : unversioned(name);
        return OF_ONE_JAR.matcher(name).matches() || leftOut.stream().anyMatch(owner::startsWith);
    }

    private static String unversioned(String name) {
        return name.startsWith(VERSIONS) ? name.substring(name.indexOf('/', VERSIONS.length()) + 1) : name;
    }

    private static Manifest manifest(@Nullable String mainClass, boolean hasVersions) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (mainClass != null) {
            attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
        }
        if (hasVersions) {
            attributes.put(Attributes.Name.MULTI_RELEASE, "true");
        }
        return manifest;
    }

    private static void copy(ZipOutputStream out, String name, InputStream content) throws IOException {
        try (content) {
            begin(out, name);
            content.transferTo(out);
        }
    }

    private static void begin(ZipOutputStream out, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ANY_TIME);
        out.putNextEntry(entry);
    }
}
