package ayatori.sqlite;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of SQLite, which takes upper and lower case ASCII letters for the same: a name that is taken gets a number behind it.
 */
final class Names {
    private final Set<String> taken = new HashSet<>();

    /** Takes names that nobody else gets. */
    Names reserve(Iterable<String> names) {
        names.forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
        return this;
    }

    /** A name of its own for one that is wanted. SQLite refuses names of tables that begin with sqlite_, and ends names at NUL. */
    String unique(String wanted) {
        String name = wanted.replace('\0', '\uFFFD');
        if (name.toLowerCase(Locale.ROOT).startsWith("sqlite_")) {
            name = "_" + name;
        }
        String unique = name;
        for (int number = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); number++) {
            unique = name + "_" + number;
        }
        return unique;
    }

    /** A name as SQL writes it. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
