package ayatori.report.site;

/** What a crawl must have recorded, so that something can be found. */
public enum Need {
    NOTHING(""),
    LINKS("a crawl with --links all, which is the default"),
    METADATA("a crawl with --metadata"),
    SIMHASH("a crawl with --simhash"),
    SITEMAP("a crawl that reads a sitemap, and --links all");

    private final String sentence;

    Need(String sentence) {
        this.sentence = sentence;
    }

    /** What it takes, as the end of a sentence. */
    public String sentence() {
        return sentence;
    }
}
