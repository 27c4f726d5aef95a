package ayatori.check;

import ayatori.check.find.CanonicalUrls;
import ayatori.check.find.Finding;
import ayatori.check.find.FindingKind;
import ayatori.check.find.Place;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.Folders;
import ayatori.crawler.sink.Inert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The findings that are known and accepted, so that only new ones count. A finding is known again by its kind, its target and the
 * page; lines and texts may change.
 */
public final class Baseline {
    private static final String FORMAT = "ayatori-check-baseline";

    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().characterEscapes(new Inert()).build())
            .build();

    private record Known(String kind, String target, String page) {}

    private final List<String> seeds;
    private final Set<Known> known;

    private Baseline(List<String> seeds, Set<Known> known) {
        this.seeds = seeds;
        this.known = known;
    }

    /**
     * Reads a file that {@link #write} has written.
     *
     * @throws FolderException if it cannot be read, or is something else, with one sentence
     */
    public static Baseline read(Path file) throws FolderException {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            if (!FORMAT.equals(json.path("format").asString(""))) {
                throw new FolderException(file + " is no baseline: write one by --save-baseline " + file + ".");
            }
            if (json.path("version").asInt(0) != 1) {
                throw new FolderException(
                        "The baseline " + file + " was written by a newer version of Ayatori: update this one.");
            }
            List<String> seeds = new ArrayList<>();
            json.path("seeds").forEach(seed -> seeds.add(seed.asString("")));
            Set<Known> known = new HashSet<>();
            json.path("findings")
                    .forEach(finding -> known.add(new Known(
                            finding.path("kind").asString(""),
                            finding.path("target").asString(""),
                            finding.path("page").asString(""))));
            return new Baseline(seeds, known);
        } catch (NoSuchFileException e) {
            throw new FolderException(
                    "There is no baseline " + file + ": write it by --save-baseline " + file + ".", e);
        } catch (JacksonException e) {
            throw new FolderException(file + " is no baseline: write one by --save-baseline " + file + ".", e);
        } catch (IOException e) {
            throw new FolderException("The baseline " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Leaves out what is known.
     *
     * @throws FolderException if this is the baseline of another site, with one sentence
     */
    public CheckReport newIn(CheckReport report) throws FolderException {
        boolean isSameSite = report.seeds().stream()
                .map(CanonicalUrls::hostOf)
                .anyMatch(host -> seeds.stream()
                        .anyMatch(seed -> CanonicalUrls.hostOf(seed).equals(host)));
        if (!isSameSite) {
            throw new FolderException("The baseline is of another site: it is of " + String.join(", ", seeds)
                    + ", and this is " + String.join(", ", report.seeds()) + ".");
        }
        List<Finding> fresh = new ArrayList<>();
        for (Finding finding : report.findings()) {
            if (finding.places().isEmpty()) {
                if (!known.contains(key(finding, ""))) {
                    fresh.add(finding);
                }
                continue;
            }
            List<Place> places = finding.places().stream()
                    .filter(place -> !known.contains(key(finding, place.page())))
                    .toList();
            if (!places.isEmpty()) {
                fresh.add(finding.with(places, places.size()));
            }
        }
        return report.with(fresh);
    }

    /**
     * Writes what a check has found, as the baseline of later ones.
     *
     * @throws FolderException if the file cannot be written
     */
    public static void write(CheckReport report, Path file) throws FolderException {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("version", 1);
        ArrayNode seeds = json.putArray("seeds");
        report.seeds().forEach(seeds::add);
        ArrayNode findings = json.putArray("findings");
        Set<Known> known = new HashSet<>();
        for (Finding finding : report.findings()) {
            List<String> pages = finding.places().isEmpty()
                    ? List.of("")
                    : finding.places().stream().map(Place::page).toList();
            for (String page : pages) {
                Known key = key(finding, page);
                if (known.add(key)) {
                    ObjectNode entry = findings.addObject();
                    entry.put("kind", key.kind());
                    entry.put("target", key.target());
                    if (!page.isEmpty()) {
                        entry.put("page", page);
                    }
                }
            }
        }
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        try {
            Folders.writeAtomically(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new FolderException("The baseline " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static Known key(Finding finding, String page) {
        FindingKind kind = finding.kind();
        return new Known(kind.label(), finding.target(), page);
    }
}
