/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FatJarTest {
    private static final String SERVICE = "META-INF/services/com.example.Shape";

    @TempDir
    private Path directory;

    private Path classes;
    private Path out;

    @BeforeEach
    void somethingCompiled() throws IOException {
        classes = Files.createDirectories(directory.resolve("classes"));
        out = directory.resolve("out.jar");
        write("com/example/Program.class", "program");
        write(SERVICE, "com.example.Circle # round\n\n# comment\ncom.example.Square");
    }

    private void write(String name, String content) throws IOException {
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** @param namesAndContents in turn */
    private Path jar(String name, String... namesAndContents) throws IOException {
        Path jar = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private List<String> names() throws IOException {
        try (JarFile jar = new JarFile(out.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private String content(String name) throws IOException {
        try (JarFile jar = new JarFile(out.toFile())) {
            return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void holdsDirectoriesAndJarsInTheOrderOfNames() throws IOException {
        Path library = jar("library.jar", "org/lib/B.class", "b", "org/lib/", "", "org/lib/A.class", "a");

        FatJar.of(List.of(library, classes)).write(out, "com.example.Program");

        assertThat(names())
                .containsExactly(
                        "META-INF/MANIFEST.MF",
                        SERVICE,
                        "com/example/Program.class",
                        "org/lib/A.class",
                        "org/lib/B.class");
        try (JarFile jar = new JarFile(out.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("com.example.Program");
        }
    }

    @Test
    void takesTheFirstOfTheSameNameAsAJvmDoes() throws IOException {
        Path older = jar("older.jar", "com/example/Program.class", "older");

        FatJar.of(List.of(classes, older)).write(out, null);
        assertThat(content("com/example/Program.class")).isEqualTo("program");

        FatJar.of(List.of(older, classes)).write(out, null);
        assertThat(content("com/example/Program.class")).isEqualTo("older");
    }

    @Test
    void mergesListsOfServicesInTheOrderOfTheClassPath() throws IOException {
        Path library = jar("library.jar", SERVICE, "com.example.Square\norg.lib.Line");

        FatJar.of(List.of(library, classes)).write(out, null);

        assertThat(content(SERVICE)).isEqualTo("com.example.Square\norg.lib.Line\ncom.example.Circle\n");
    }

    @Test
    void hidesProvidersAndListsThatAreEmptyThen() throws IOException {
        Map<String, Set<String>> one = Map.of("com.example.Shape", Set.of("com.example.Circle"));
        new FatJar(List.of(classes), List.of(), one).write(out, null);
        assertThat(content(SERVICE)).isEqualTo("com.example.Square\n");

        Map<String, Set<String>> both = Map.of("com.example.Shape", Set.of("com.example.Circle", "com.example.Square"));
        new FatJar(List.of(classes), List.of(), both).write(out, null);
        assertThat(names()).doesNotContain(SERVICE);
    }

    @Test
    void leavesOutWhatFlinkHasAndWhatItIsTold() throws IOException {
        Path library = jar(
                "library.jar",
                "org/apache/flink/Some.class",
                "",
                "META-INF/versions/11/org/slf4j/Logger.class",
                "",
                "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                "org.lib.Logging",
                "picocli/Command.class",
                "",
                "org/lib/A.class",
                "");

        new FatJar(List.of(library), List.of("picocli/"), Map.of()).write(out, null);

        assertThat(names()).containsExactly("META-INF/MANIFEST.MF", "org/lib/A.class");
    }

    @Test
    void leavesOutWhatDescribesOneJarAlone() throws IOException {
        Path library = jar(
                "library.jar",
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\n",
                "META-INF/INDEX.LIST",
                "",
                "META-INF/LIB.SF",
                "",
                "META-INF/LIB.RSA",
                "",
                "META-INF/maven/org.lib/lib/pom.xml",
                "",
                "module-info.class",
                "",
                "META-INF/versions/9/module-info.class",
                "",
                "META-INF/LICENSE",
                "Apache");

        FatJar.of(List.of(library)).write(out, null);

        assertThat(names()).containsExactly("META-INF/MANIFEST.MF", "META-INF/LICENSE");
    }

    @Test
    void keepsClassesOfSeveralReleases() throws IOException {
        Path library = jar("library.jar", "META-INF/versions/17/org/lib/A.class", "17", "org/lib/A.class", "8");

        FatJar.of(List.of(library)).write(out, null);

        try (JarFile jar = new JarFile(out.toFile(), true, JarFile.OPEN_READ, Runtime.version())) {
            assertThat(jar.isMultiRelease()).isTrue();
            assertThat(jar.getInputStream(jar.getJarEntry("org/lib/A.class"))).hasContent("17");
        }
    }

    @Test
    void isTheSameByteForByteEveryTime() throws IOException {
        Path library = jar("library.jar", "org/lib/A.class", "a", SERVICE, "org.lib.Line");
        FatJar fatJar = FatJar.of(List.of(classes, library));

        fatJar.write(out, "com.example.Program");
        byte[] first = Files.readAllBytes(out);
        Files.setLastModifiedTime(classes.resolve("com/example/Program.class"), FileTime.fromMillis(0));
        fatJar.write(out, "com.example.Program");

        assertThat(Files.readAllBytes(out)).isEqualTo(first);
    }

    @Test
    void namesWhatIsNoJar() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "no jar");

        assertThatThrownBy(() -> FatJar.of(List.of(text)).write(out, null))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(text + " is on the class path, and is no jar: ");
    }

    @Test
    void passesOverWhatIsNotThere() throws IOException {
        FatJar.of(List.of(directory.resolve("nowhere"))).write(out, null);

        assertThat(names()).containsExactly("META-INF/MANIFEST.MF");
    }
}
