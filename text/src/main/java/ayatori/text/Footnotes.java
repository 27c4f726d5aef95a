package ayatori.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * The footnotes of a content: short links to a note further down, such as a raised number, and the notes.
 *
 * <p>A link is a mark if it is raised or in brackets, and its text is a number, a letter or a sign. It is a reference if the element it
 * leads to comes after it. Links from a note lead back to the text, so they are none. A cell of a table is no note.
 */
final class Footnotes {
    private static final Pattern LABEL = Pattern.compile("\\d{1,4}|[A-Za-z]|[ivx]{1,5}|[*†‡§]{1,3}");
    private static final int TEXT_MAX = 12;
    private static final int NODES_MAX = 12;
    /** How far above a reference the element may be to which its note leads back. */
    private static final int MARK_LEVELS = 3;
    /** How far above a note the row of a table is looked for. */
    private static final int ROW_LEVELS = 20;

    private static final Set<String> TABLE_PARTS =
            Set.of("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption");

    private final IdentityHashMap<Element, String> references = new IdentityHashMap<>();
    private final IdentityHashMap<Element, String> notes = new IdentityHashMap<>();
    private final Set<Element> marks = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Element> noteRows = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> returns = new HashSet<>();

    private Footnotes() {}

    /** Finds the footnotes in a tree, in time linear in its size. */
    static Footnotes of(Element root) {
        Map<String, Place> places = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        int[] order = {0};
        root.traverse((Node node, int depth) -> {
            if (node instanceof Element element) {
                order[0]++;
                if (!element.id().isEmpty()) {
                    places.putIfAbsent(element.id(), new Place(element, order[0]));
                }
                String href = element.attr("href");
                if (href.length() > 1
                        && href.charAt(0) == '#'
                        && element.normalName().equals("a")) {
                    String label = label(element);
                    if (label != null) {
                        candidates.add(new Candidate(element, href.substring(1), label, order[0]));
                    }
                }
            }
        });
        Footnotes found = new Footnotes();
        Map<String, Integer> used = new HashMap<>();
        for (Candidate candidate : candidates) {
            found.addMark(candidate.link());
            Place place = places.get(candidate.target());
            Element note = place == null || place.order() < candidate.order() ? null : block(place.element(), root);
            if (note != null && found.isOutsideCells(note, root)) {
                String label = found.notes.get(note);
                if (label == null) {
                    String name = name(candidate.label());
                    int count = used.merge(name, 1, Integer::sum);
                    label = count == 1 ? name : name + "-" + count;
                    found.notes.put(note, label);
                }
                found.references.put(candidate.link(), label);
                found.addReturns(candidate.link());
            }
        }
        return found;
    }

    private void addMark(Element link) {
        marks.add(link);
        Element parent = link.parent();
        if (parent != null && parent.normalName().equals("sup")) {
            marks.add(parent);
        }
    }

    private void addReturns(Element link) {
        Element at = link;
        for (int level = 0; level < MARK_LEVELS && at != null && Tags.isInline(at.normalName()); level++) {
            if (!at.id().isEmpty()) {
                returns.add(at.id());
            }
            at = at.parent();
        }
    }

    /** Whether a note is part of no table, or of a row that is one cell, as the notes below a table are. */
    private boolean isOutsideCells(Element note, Element root) {
        Element at = note;
        for (int level = 0; level < ROW_LEVELS && at != null && at != root; level++) {
            if (at.normalName().equals("tr")) {
                if (at.childrenSize() == 1) {
                    noteRows.add(at);
                    return true;
                }
                return false;
            }
            at = at.parent();
        }
        return true;
    }

    /** The label of a reference; null if the link is none. */
    @Nullable String reference(Element link) {
        return references.get(link);
    }

    /** The label of a note; null if the element is none. */
    @Nullable String note(Element element) {
        return notes.get(element);
    }

    /** Whether an element is a link of the form of a reference, or the raised element around it, even if its note is not in the content. */
    boolean isMark(Element element) {
        return marks.contains(element);
    }

    /** Whether a link leads from a note back to its reference. */
    boolean isReturn(Element link) {
        String href = link.attr("href");
        return href.startsWith("#") && returns.contains(href.substring(1));
    }

    /** Whether a row of a table holds notes alone. */
    boolean isNoteRow(Element row) {
        return noteRows.contains(row);
    }

    /** Whether a word that a note begins with is its label. */
    static boolean isLabel(String label, String word) {
        String name = name(word);
        return label.equals(name) || label.startsWith(name + "-");
    }

    /** What Markdown calls a label. Signs have a meaning there. */
    private static String name(String label) {
        return Character.isLetterOrDigit(label.charAt(0)) ? label : "note";
    }

    private static @Nullable Element block(Element target, Element root) {
        Element block = target;
        while (block != root && Tags.isInline(block.normalName())) {
            Element parent = block.parent();
            if (parent == null) {
                return null;
            }
            block = parent;
        }
        String tag = block.normalName();
        return block == root || Tags.HEADINGS.contains(tag) || TABLE_PARTS.contains(tag) ? null : block;
    }

    private static @Nullable String label(Element link) {
        StringBuilder text = new StringBuilder();
        boolean raised = isRaised(link);
        int nodes = 0;
        for (Node node = link; node != null; node = next(node, link)) {
            if (++nodes > NODES_MAX || text.length() > TEXT_MAX) {
                return null;
            }
            if (node instanceof TextNode words) {
                text.append(words.getWholeText());
            } else if (node instanceof Element element) {
                raised |= element.normalName().equals("sup");
            }
        }
        String shown = text.toString().strip();
        boolean bracketed = shown.startsWith("[") && shown.endsWith("]") && shown.length() > 2;
        String label = bracketed ? shown.substring(1, shown.length() - 1).strip() : shown;
        return (raised || bracketed) && LABEL.matcher(label).matches() ? label : null;
    }

    private static boolean isRaised(Element link) {
        Element parent = link.parent();
        return parent != null && parent.normalName().equals("sup");
    }

    private static @Nullable Node next(Node node, Element within) {
        if (node.childNodeSize() > 0) {
            return node.childNode(0);
        }
        Node at = node;
        while (at != within && at.nextSibling() == null) {
            Node parent = at.parentNode();
            if (parent == null) {
                return null;
            }
            at = parent;
        }
        return at == within ? null : at.nextSibling();
    }

    private record Place(Element element, int order) {}

    private record Candidate(Element link, String target, String label, int order) {}
}
