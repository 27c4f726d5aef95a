package ayatori.crawler.extract;

/**
 * A file of rules.
 *
 * @param name how messages call it, such as {@code shop.toml}
 * @param text its content, in TOML
 */
public record RulesFile(String name, String text) {}
