package ayatori.crawler;

import ayatori.crawler.extract.RulesFile;
import ayatori.crawler.extract.TextOptions;
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
    private boolean text = false;
    private boolean markdown = false;
    private boolean simhash = false;
    private boolean wholePage = false;

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

    /** Sets {@link TextOptions#text()}: whether the record has the text of a page. */
    public CrawlContentBuilder text(boolean text) {
        this.text = text;
        return this;
    }

    /** Sets {@link TextOptions#markdown()}: whether the record has the text of a page as Markdown. */
    public CrawlContentBuilder markdown(boolean markdown) {
        this.markdown = markdown;
        return this;
    }

    /** Sets {@link TextOptions#simhash()}: whether the record has a fingerprint of the text, which text and Markdown bring too. */
    public CrawlContentBuilder simhash(boolean simhash) {
        this.simhash = simhash;
        return this;
    }

    /** Sets {@link TextOptions#wholePage()}: whether the text is that of the whole page, not only of its main content. */
    public CrawlContentBuilder wholePage(boolean wholePage) {
        this.wholePage = wholePage;
        return this;
    }

    CrawlContent build() {
        var content =
                new CrawlContent(fields, rules, metadata, pdf, new TextOptions(text, markdown, simhash, wholePage));
        return content.isEmpty() ? CrawlContent.NONE : content;
    }
}
