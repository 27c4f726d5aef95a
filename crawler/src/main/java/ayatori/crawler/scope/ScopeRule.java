package ayatori.crawler.scope;

import ayatori.crawler.SkipReason;

/**
 * By which rule a URL is out of a crawl's scope.
 *
 * @param reason why it must not be requested
 * @param rule the option, the pattern or the limit that says so; a phrase for people
 */
public record ScopeRule(SkipReason reason, String rule) {}
