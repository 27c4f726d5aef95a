package ayatori.crawler.read;

import ayatori.crawler.frontier.Links;
import ayatori.crawler.scope.ScopeFilter;

/** What a fetch loop found, or a page handler asked for: made there, then handed over to the frontier loop, which has the scope. */
public sealed interface FetchedLinks extends Links permits FoundLinks, ListedLinks, RequestedLinks {
    /** {@return these links, judged by the filter}; to be called on the frontier loop before the frontier reads them. */
    Links judgedBy(ScopeFilter filter);

    /** About how much memory they take, in bytes. */
    long memoryBytes();
}
