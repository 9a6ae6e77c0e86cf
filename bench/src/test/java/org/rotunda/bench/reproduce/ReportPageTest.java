package org.rotunda.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportPageTest {

  @TempDir private Path folder;
  private Measurement measurement;
  private String html;

  @BeforeEach
  void make() throws IOException {
    measurement = SyntheticMeasurement.ofLola(folder);
    html = new ReportPage(measurement).toHtml();
  }

  @Test
  void nothingComesFromOutside() {
    assertThat(html).doesNotContain("http:", "https:", "<script", "src=", "href=", "@import");
    assertThat(html.replace("url(#", "")).doesNotContain("url(");
  }

  @Test
  void theMarkupIsWellFormed() throws IOException {
    assertThat(document().getElementsByTagName("h1").getLength()).isEqualTo(1);
  }

  @Test
  void everyWayHasARowABarInEachChartAndATimeline() throws IOException {
    List<String> pictures = texts("svg");
    for (Result result : measurement.results()) {
      String name = result.contender().name();
      assertThat(texts("th")).contains(name);
      assertThat(pictures.stream().filter(words -> words.contains(name)).count())
          .as(name)
          .isGreaterThanOrEqualTo(3);
      assertThat(html)
          .contains("aria-label=\"Keys in memory over the time of a run of " + name + "\"");
    }
  }

  @Test
  void everyNumberOfATimelineStandsInATable() throws IOException {
    List<String> rows = texts("tr");
    for (Result result : measurement.results()) {
      for (Timeline.Stay stay : result.timeline().stays()) {
        String times =
            Summary.number("%.3f", stay.start())
                + Summary.number("%.3f", stay.ready())
                + Summary.number("%.3f", stay.end());
        assertThat(rows).anyMatch(row -> row.startsWith(stay.key()) && row.endsWith(times));
      }
    }
  }

  @Test
  void numbersOfTheReuseChartStandInATable() throws IOException {
    Reuse reuse = Reuse.of(measurement.fastest().trace().keyUses());
    List<String> rows = texts("tr");
    for (ReuseChart.Group group : ReuseChart.groups(reuse)) {
      assertThat(rows).contains(group.name() + group.uses());
    }
  }

  @Test
  void bytesOverTheLowerBoundStandInTheTable() throws IOException {
    assertThat(texts("th")).contains("over bound");
    for (Result result : measurement.results()) {
      assertThat(texts("td")).contains(Summary.number("%.1f %%", 100 * result.overBound()));
    }
  }

  @Test
  void whatTheMachineIsCalledIsNoMarkup() {
    assertThat(html).contains("A &lt;machine&gt; &amp; its &quot;threads&quot;");
  }

  @Test
  void theFileIsThereAsAWhole() throws IOException {
    Path file = folder.resolve("lola.html");

    new ReportPage(measurement).write(file);

    assertThat(file).hasContent(html);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(path -> path.toString().endsWith(".part"));
    }
  }

  private List<String> texts(String tag) throws IOException {
    NodeList nodes = document().getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(((Element) nodes.item(i)).getTextContent());
    }
    return texts;
  }

  private Document document() throws IOException {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(html)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new AssertionError("The page is no well-formed document.", e);
    }
  }
}
