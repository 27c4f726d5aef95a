package ayatori.crawler.folder;

/**
 * A page whose text is nearly that of another page.
 *
 * @param url the page
 * @param of the page of the same group that counts as the original: the first one that names no other URL as its canonical one
 * @param distance in how many of 64 bits the {@linkplain ayatori.text.SimHash fingerprints} of the two differ; 0 for texts with the
 *     same words
 */
public record NearDuplicate(String url, String of, int distance) {}
