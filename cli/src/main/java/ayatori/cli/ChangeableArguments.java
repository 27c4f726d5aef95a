package ayatori.cli;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.HostOptions;
import java.util.List;

/** The options that may change when a crawl goes on or is repeated. What is not given stays as it was recorded. */
final class ChangeableArguments {

    private final LimitArguments limits = new LimitArguments();
    private final PaceArguments pace = new PaceArguments();
    private final RequestArguments request = new RequestArguments();
    private final AccessArguments access = new AccessArguments();
    private final Console console;
    private List<HostOptions> hosts = List.of();

    /** @param console for a warning that must not be missed */
    ChangeableArguments(Console console) {
        this.console = console;
    }

    /**
     * The options, in their groups.
     *
     * @param extent the first group, to which the limits are added
     */
    List<OptionGroup> options(OptionGroup extent) {
        return List.of(limits.addTo(extent), pace.changeableOptions(), request.changeableOptions(), access.options());
    }

    /** Takes what a file of settings says of single hosts; it replaces what was recorded of those. */
    void hosts(List<HostOptions> tables) {
        hosts = tables;
    }

    /**
     * Sets those that were given.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    CrawlOptions.Builder apply(CrawlOptions.Builder recorded) {
        limits.apply(recorded);
        pace.apply(recorded);
        request.apply(recorded);
        access.applyGiven(recorded, console.environment());
        hosts.forEach(recorded::host);
        if (recorded.build().access().insecure()) {
            console.error(RequestArguments.INSECURE);
        }
        return recorded;
    }
}
