package ayatori.crawler;

/** How far from its seeds a crawl goes. */
public enum ScopeKind {
    /** What lies in the folder of a seed: for {@code https://example.org/docs/a.html}, all below {@code /docs/}. */
    PREFIX,
    /** The seeds' hosts. */
    HOST,
    /** The seeds' registrable domains with all their hosts: for {@code www.example.co.uk}, {@code *.example.co.uk}. */
    DOMAIN,
    /** Everything. */
    ANY
}
