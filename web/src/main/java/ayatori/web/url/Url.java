package ayatori.web.url;

/** A URL. */
public final class Url {
    private Url() {}
}
