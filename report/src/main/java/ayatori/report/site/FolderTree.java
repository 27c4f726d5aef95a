package ayatori.report.site;

import ayatori.report.site.Overview.Folder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts pages by the folders of their URLs, three levels deep. What is too much counts for the folder above it. */
final class FolderTree {
    private static final int DEPTH_MAX = 3;
    private static final int FOLDERS_MAX = 5_000;

    /** Folders of a folder that are shown. */
    private static final int SHOWN_MAX = 24;

    private static final class Node {
        final Map<String, Node> folders = new LinkedHashMap<>();
        long pages;
        long failed;
        long bytes;
    }

    private final Node root = new Node();
    private int count;

    /**
     * Adds a page.
     *
     * @param origin scheme, host and port of its URL
     * @param path the rest of its URL, from the first slash on
     */
    void add(String origin, String path, boolean hasFailed, long bytes) {
        Node node = root;
        count(node, hasFailed, bytes);
        node = child(node, origin);
        count(node, hasFailed, bytes);
        int end = end(path);
        int from = 1;
        for (int depth = 0; depth < DEPTH_MAX; depth++) {
            int slash = path.indexOf('/', from);
            if (slash < 0 || slash >= end) {
                return;
            }
            Node next = child(node, path.substring(from, slash + 1));
            if (next == node) {
                return;
            }
            node = next;
            count(node, hasFailed, bytes);
            from = slash + 1;
        }
    }

    private static int end(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path.length() : query;
    }

    private Node child(Node node, String name) {
        Node child = node.folders.get(name);
        if (child == null && count < FOLDERS_MAX) {
            child = new Node();
            node.folders.put(name, child);
            count++;
        }
        return child == null ? node : child;
    }

    private static void count(Node node, boolean hasFailed, long bytes) {
        node.pages++;
        node.failed += hasFailed ? 1 : 0;
        node.bytes += bytes;
    }

    /** The tree; if there is only one host, from its root on. */
    Folder tree() {
        Folder tree = folder("", root);
        return tree.folders().size() == 1 ? tree.folders().getFirst() : tree;
    }

    private static Folder folder(String name, Node node) {
        List<Folder> folders = new ArrayList<>();
        node.folders.forEach((child, childNode) -> folders.add(folder(child, childNode)));
        folders.sort(Comparator.comparingLong(Folder::pages).reversed().thenComparing(Folder::name));
        return new Folder(
                name,
                node.pages,
                node.failed,
                node.bytes,
                folders.size() <= SHOWN_MAX ? folders : folders.subList(0, SHOWN_MAX));
    }
}
