package ayatori.text;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What sort of page it is. The kind chooses which rules find its content. */
public enum Kind {
    /** One text by one author: news, a blog post, a recipe. */
    ARTICLE,
    /** A page of a manual, a reference or a wiki. */
    DOCUMENTATION,
    /** A thread of posts, or a question with answers. */
    FORUM,
    /** One thing for sale. */
    PRODUCT,
    /** Things for sale, or a category of them. */
    COLLECTION,
    /** Several sections of equal weight: a home page, a service, a list. Any page that is nothing else. */
    SECTIONS;

    private static final int URL_MAX = 500;

    private static final Pattern FORUM_URL = Pattern.compile(
            "^https?://([^/]*\\.)?(forums?|community|communities|discuss|discourse|boards?|talk|answers|[^/]*stackexchange"
                    + "|stackoverflow|askubuntu|superuser|serverfault|reddit|quora)\\."
                    + "|/(forums?|threads?|topic|viewtopic|showthread|discussions?|questions|t)[/.?-]");
    private static final Pattern DOCUMENTATION_URL =
            Pattern.compile("^https?://(docs?|developers?|devdocs|api|wiki|man|manual|help|learn)\\.|readthedocs"
                    + "|/(docs?|documentation|manual|reference|guide|api|tutorial|wiki)(/|$)");
    private static final Pattern DOCUMENTATION_GENERATOR =
            Pattern.compile("sphinx|docusaurus|mkdocs|gitbook|vitepress|antora|javadoc|doxygen|mediawiki");
    private static final Pattern FORUM_GENERATOR = Pattern.compile("discourse|nodebb|flarum");
    private static final Pattern PRODUCT_URL =
            Pattern.compile("/(products?|dp|pdp|item|itm|ip|p)/[^/?]+|/shop/[^/?]+/[^/?]+/[^/?]+");
    private static final Pattern COLLECTION_URL =
            Pattern.compile("/(collections?|categor(y|ies)|product-category|cat|shop)(/|$|\\?)");
    private static final Pattern ARTICLE_URL =
            Pattern.compile("/(blog|news|articles?|posts?|story|stories|insights|magazine|20[0-2]\\d)/.*[^/]{12,}");
    private static final Pattern HOME_URL = Pattern.compile("https?://[^/]+/?(\\?.*)?");
    private static final Set<String> ARTICLE_TYPES = Set.of(
            "Article",
            "NewsArticle",
            "BlogPosting",
            "ReportageNewsArticle",
            "ScholarlyArticle",
            "Recipe",
            "OpinionNewsArticle",
            "AnalysisNewsArticle",
            "TechArticle",
            "Report",
            "MedicalWebPage");
    private static final int PRODUCTS_OF_ONE = 3;

    /** What the page is. Its JSON-LD counts more than its URL, its URL more than its Open Graph type. */
    static Kind of(String url, SelfDescription said, LinkedData data) {
        String address = url.substring(0, Math.min(url.length(), URL_MAX)).toLowerCase(Locale.ROOT);
        String type = said.meta("property", "og:type").toLowerCase(Locale.ROOT);
        String generator = said.meta("name", "generator").toLowerCase(Locale.ROOT);
        Set<String> types = data.types();
        boolean article = !Collections.disjoint(types, ARTICLE_TYPES);
        boolean list = types.contains("CollectionPage")
                || (types.contains("ItemList") && data.products() != 1)
                || data.products() > PRODUCTS_OF_ONE;
        boolean collection = COLLECTION_URL.matcher(address).find();
        boolean home = HOME_URL.matcher(address).matches();
        if (types.contains("DiscussionForumPosting") || types.contains("QAPage")) {
            return FORUM;
        }
        if (data.products() > 0 && !list && !article && !collection && !home) {
            return PRODUCT;
        }
        if (FORUM_URL.matcher(address).find()
                || FORUM_GENERATOR.matcher(generator).find()) {
            return FORUM;
        }
        if (home) {
            return SECTIONS;
        }
        boolean product = type.startsWith("product")
                || (data.products() > 0 && !list && !collection)
                || (PRODUCT_URL.matcher(address).find() && !list);
        if (product && !article) {
            return PRODUCT;
        }
        if (collection || (list && !article)) {
            return COLLECTION;
        }
        if (article) {
            return ARTICLE;
        }
        if (DOCUMENTATION_URL.matcher(address).find()
                || DOCUMENTATION_GENERATOR.matcher(generator).find()) {
            return DOCUMENTATION;
        }
        return ARTICLE_URL.matcher(address).find() || type.equals("article") ? ARTICLE : SECTIONS;
    }
}
