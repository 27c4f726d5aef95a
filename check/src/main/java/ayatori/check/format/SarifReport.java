package ayatori.check.format;

import ayatori.check.CheckReport;
import ayatori.check.find.Finding;
import ayatori.check.find.FindingKind;
import ayatori.check.find.Place;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>: a result for each place. */
final class SarifReport implements CheckFormat {
    @Override
    public void write(CheckReport report, Appendable out) throws IOException {
        ObjectNode json = Json.object();
        json.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.put("version", "2.1.0");
        ObjectNode run = json.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Ayatori");
        ArrayNode rules = driver.putArray("rules");
        for (FindingKind kind : FindingKind.values()) {
            ObjectNode rule = rules.addObject();
            rule.put("id", kind.label());
            rule.putObject("shortDescription").put("text", kind.meaning());
            rule.putObject("defaultConfiguration").put("level", Json.lower(kind.severity()));
        }
        run.put("columnKind", "unicodeCodePoints");
        ArrayNode results = run.putArray("results");
        for (Finding finding : report.findings()) {
            if (finding.places().isEmpty()) {
                write(results.addObject(), finding, null);
            }
            finding.places().forEach(place -> write(results.addObject(), finding, place));
        }
        out.append(Json.text(json)).append('\n');
    }

    private static void write(ObjectNode result, Finding finding, @Nullable Place place) {
        result.put("ruleId", finding.kind().label());
        result.put("level", Json.lower(finding.kind().severity()));
        result.putObject("message").put("text", finding.target() + ": " + finding.detail());
        ObjectNode physical = result.putArray("locations").addObject().putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", place == null ? finding.target() : place.page());
        if (place != null) {
            physical.putObject("region").put("startLine", place.line());
        }
        String page = place == null ? "" : place.page();
        long hash = Hashing.xxh3_64().hashCharsToLong(finding.kind().label() + '\n' + finding.target() + '\n' + page);
        result.putObject("partialFingerprints").put("finding/v1", HexFormat.of().toHexDigits(hash));
    }
}
