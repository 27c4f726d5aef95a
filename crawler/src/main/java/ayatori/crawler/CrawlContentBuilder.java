package ayatori.crawler;

import ayatori.crawler.extract.RulesFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds {@link CrawlContent}: what is taken out of pages. The fields are the defaults. */
public final class CrawlContentBuilder {
    private final List<String> fields = new ArrayList<>();
    private @Nullable RulesFile rules = null;
    private boolean metadata = false;
    private boolean pdf = false;

    CrawlContentBuilder() {}

    /** Adds a field of every page to {@link CrawlContent#fields()}, such as {@code price=.price::text|number}. */
    public CrawlContentBuilder field(String field) {
        fields.add(Objects.requireNonNull(field));
        return this;
    }

    /** Drops the fields that were added. */
    public CrawlContentBuilder withoutFields() {
        fields.clear();
        return this;
    }

    /** Sets {@link CrawlContent#rules()}: rules by the URLs of pages. */
    public CrawlContentBuilder rules(RulesFile rules) {
        this.rules = Objects.requireNonNull(rules);
        return this;
    }

    /** Sets {@link CrawlContent#metadata()}: whether the record has what a page says about itself. */
    public CrawlContentBuilder metadata(boolean metadata) {
        this.metadata = metadata;
        return this;
    }

    /** Sets {@link CrawlContent#pdf()}: whether PDFs are read. */
    public CrawlContentBuilder pdf(boolean pdf) {
        this.pdf = pdf;
        return this;
    }

    CrawlContent build() {
        return fields.isEmpty() && rules == null && !metadata && !pdf
                ? CrawlContent.NONE
                : new CrawlContent(fields, rules, metadata, pdf);
    }
}
