package ayatori.cli;

import ayatori.crawler.CrawlExtentBuilder;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.RequisiteRole;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which requisites of pages are requested. */
final class RequisiteArguments {
    private boolean areWanted;
    private @Nullable Long sizeMax;
    private final Set<RequisiteRole> left = EnumSet.noneOf(RequisiteRole.class);

    /** Adds the options to a group. */
    OptionGroup addTo(OptionGroup group) {
        return group.flag(
                        "--requisites",
                        value -> areWanted = value,
                        "Also request what pages need to be seen again, wherever it is: images, style sheets, scripts, fonts,"
                                + " media, frames, icons. They do not count as pages.")
                .value(
                        "--max-requisite-size",
                        "SIZE",
                        Converters::size,
                        value -> sizeMax = value,
                        "Cut requisites that are longer (default: 50MB).")
                .value(
                        "--skip-requisites",
                        "KINDS",
                        text -> Converters.constants(RequisiteRole.class, text),
                        left::addAll,
                        "Leave these kinds out: image, style, script, font, media, frame, icon, manifest, other.")
                .offering(Arrays.stream(RequisiteRole.values())
                        .map(RequisiteRole::label)
                        .toList());
    }

    /** Has requisites requested, whether the option is given or not. */
    void want() {
        areWanted = true;
    }

    /**
     * Sets those that were given.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    void apply(CrawlOptions.Builder options) {
        if (!areWanted && (sizeMax != null || !left.isEmpty())) {
            String option = sizeMax != null ? "--max-requisite-size" : "--skip-requisites";
            throw new IllegalArgumentException(option + " says nothing without --requisites");
        }
        options.extent(this::apply);
    }

    private void apply(CrawlExtentBuilder extent) {
        extent.requisites(areWanted);
        left.forEach(extent::skipRequisites);
        if (sizeMax != null) {
            extent.maxRequisiteSize(sizeMax);
        }
    }
}
