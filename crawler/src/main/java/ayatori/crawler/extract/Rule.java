package ayatori.crawler.extract;

import java.util.List;

/**
 * What is taken out of some pages.
 *
 * @param pages which pages
 * @param fields what becomes fields of the page's record
 * @param items what becomes rows
 */
record Rule(UrlPattern pages, List<RuleField> fields, List<RuleItems> items) {
    /** A field, and whether a page without it is counted. */
    record RuleField(FieldSpec spec, boolean isRequired) {}

    /**
     * A list of items.
     *
     * @param name the kind of item
     * @param rows selects the element of each item
     * @param fields the fields of an item, searched in its element
     * @param nested lists within an item, which become fields of their names
     */
    record RuleItems(String name, FieldSpec rows, List<RuleField> fields, List<RuleItems> nested) {}
}
