package org.rotunda.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {
  private final String svg =
      Chart.of(
          "Kernels & <more>",
          "on this machine",
          Results.ofTransforms(),
          List.of("logDegree", "bits"));

  private Document document() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private List<Element> elements(String name, String style) throws Exception {
    NodeList all = document().getElementsByTagName(name);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element && element.getAttribute("class").equals(style)) {
        found.add(element);
      }
    }
    return found;
  }

  @Test
  void drawsABarForEveryTimeAndTheLegend() throws Exception {
    assertThat(elements("rect", "scalar")).hasSize(3 + 1);
    assertThat(elements("rect", "vector")).hasSize(2 + 1);
  }

  @Test
  void drawsLongerBarsForLongerTimes() throws Exception {
    List<Double> widths =
        elements("rect", "scalar").stream()
            .skip(1)
            .map(bar -> Double.valueOf(bar.getAttribute("width")))
            .toList();
    assertThat(widths.get(1)).isGreaterThan(widths.get(0));
    assertThat(widths.get(0)).isGreaterThan(widths.get(2));
  }

  @Test
  void writesTimesAndRatiosInWords() throws Exception {
    assertThat(elements("text", "value"))
        .extracting(Element::getTextContent)
        .containsExactly("80.5", "8.05", "2040", "340", "60.0");
    assertThat(elements("text", "ratio"))
        .extracting(Element::getTextContent)
        .containsExactly("10.0", "6.0");
    assertThat(elements("text", "label"))
        .extracting(Element::getTextContent)
        .containsExactly("N = 2^12, 50 bits", "N = 2^16, 60 bits", "N = 2^16");
  }

  @Test
  void keepsEverythingInsideTheImage() throws Exception {
    Element root = document().getDocumentElement();
    double width = Double.parseDouble(root.getAttribute("width"));
    double height = Double.parseDouble(root.getAttribute("height"));
    for (String name : List.of("rect", "text")) {
      NodeList all = document().getElementsByTagName(name);
      for (int i = 0; i < all.getLength(); i++) {
        if (all.item(i) instanceof Element element && !element.getAttribute("class").isEmpty()) {
          assertThat(Double.parseDouble(element.getAttribute("x"))).isBetween(0.0, width);
          assertThat(Double.parseDouble(element.getAttribute("y"))).isBetween(0.0, height);
        }
      }
    }
  }

  @Test
  void refersToNothingOutside() {
    assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "href");
  }
}
