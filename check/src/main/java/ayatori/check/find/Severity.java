package ayatori.check.find;

/** How bad a finding is. */
public enum Severity {
    /** A visitor meets it. */
    ERROR,
    /** It costs visitors or search engines something. */
    WARNING,
    /** Good to know. */
    NOTE
}
