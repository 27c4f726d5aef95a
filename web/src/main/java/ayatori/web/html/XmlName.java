package ayatori.web.html;

/**
 * Names in XML, in which letter case counts: an upper-case letter makes another name, which none of ours is. Apart from {@link
 * Tag} and {@link Ascii}, whose methods the launcher has the JVM inline.
 */
final class XmlName {
    private XmlName() {}

    static boolean isInLowerCase(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Ascii.toLower(bytes[i]) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** The element that a tag names; {@link HtmlElement#OTHER} if it is of no use. */
    static HtmlElement elementOf(Tag tag) {
        return isInLowerCase(tag.input(), tag.nameStart(), tag.nameEnd()) ? tag.element() : HtmlElement.OTHER;
    }
}
