/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The launcher builds without tests ({@code -Dmaven.test.skip}), and Maven then makes no jars of tests. */
class BuildWithoutTestsTest {
    private static final String TEST_JARS = "count(/project/dependencies/dependency[type='test-jar'])";

    @Test
    void asksForJarsOfTestsInProfilesAlone() throws Exception {
        List<Path> poms;
        try (Stream<Path> found = Files.find(
                MarkdownPage.ROOT,
                3,
                (path, attributes) ->
                        path.endsWith("pom.xml") && !path.toString().contains("target"))) {
            poms = found.toList();
        }
        List<Path> asking = new ArrayList<>();
        for (Path pom : poms) {
            Document project =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
            if (!XPathFactory.newInstance()
                    .newXPath()
                    .evaluate(TEST_JARS, project)
                    .equals("0")) {
                asking.add(pom);
            }
        }
        assertThat(poms).hasSizeGreaterThan(10);
        assertThat(asking).isEmpty();
    }
}
