package io.langop.operator.cli.registries;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a build server reads in a report. */
final class JUnitXml {

  private JUnitXml() {}

  /** The numbers of the suite, then a line for each case. */
  static List<String> read(Path report) throws IOException {
    Element root = root(report);
    Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        "tests=%s failures=%s errors=%s"
            .formatted(
                suite.getAttribute("tests"),
                suite.getAttribute("failures"),
                suite.getAttribute("errors")));
    NodeList cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element one = (Element) cases.item(i);
      NodeList problems = one.getElementsByTagName("*");
      lines.add(
          "- "
              + one.getAttribute("name")
              + (problems.getLength() == 0 ? "" : ": " + problems.item(0).getNodeName()));
    }
    return lines;
  }

  private static Element root(Path report) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(report.toFile())
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(e);
    }
  }
}
