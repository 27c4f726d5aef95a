package ayatori.check.format;

import ayatori.check.CheckReport;
import ayatori.check.find.Finding;
import ayatori.check.find.Place;
import java.io.IOException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object: counts, and the findings with their places. */
final class JsonReport implements CheckFormat {
    @Override
    public void write(CheckReport report, Appendable out) throws IOException {
        ObjectNode json = Json.object();
        json.put("pages", report.pages());
        json.put("links", report.links());
        ObjectNode notChecked = json.putObject("notChecked");
        report.notChecked().forEach(notChecked::put);
        if (report.isCut()) {
            json.put("cut", true);
        }
        ArrayNode findings = json.putArray("findings");
        report.findings().forEach(finding -> write(findings.addObject(), finding));
        out.append(Json.text(json)).append('\n');
    }

    private static void write(ObjectNode json, Finding finding) {
        json.put("kind", finding.kind().label());
        json.put("severity", Json.lower(finding.kind().severity()));
        json.put("target", finding.target());
        json.put("detail", finding.detail());
        if (!finding.chain().isEmpty()) {
            ArrayNode chain = json.putArray("chain");
            finding.chain().forEach(chain::add);
        }
        json.put("placeCount", finding.placeCount());
        ArrayNode places = json.putArray("places");
        for (Place place : finding.places()) {
            ObjectNode where = places.addObject();
            where.put("page", place.page());
            where.put("line", place.line());
            where.put("element", place.element());
            if (place.text() != null) {
                where.put("text", place.text());
            }
            where.put("url", place.raw());
        }
    }
}
