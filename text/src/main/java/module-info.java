/** The main content of a page, as text and as Markdown. */
module ayatori.text {
    exports ayatori.text;

    requires transitive org.jsoup;
    requires tools.jackson.databind;
    requires static transitive org.jspecify;
}
