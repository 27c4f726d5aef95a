package ayatori.web.auth;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses {@code .netrc}, the file of credentials that ftp, curl and git share. */
final class Netrc {
    record Entry(String machine, String login, String password) {}

    private @Nullable String machine;
    private String login = "";
    private @Nullable String password;
    private final List<Entry> entries = new ArrayList<>();

    private Netrc() {}

    static List<Entry> read(String text) {
        var netrc = new Netrc();
        Iterator<String> tokens = tokens(text).iterator();
        while (tokens.hasNext()) {
            switch (tokens.next()) {
                case "machine" -> {
                    netrc.finish();
                    netrc.machine = next(tokens);
                }
                case "default" -> netrc.finish();
                case "login" -> netrc.login = next(tokens);
                case "password" -> netrc.password = next(tokens);
                case "account" -> next(tokens);
                default ->
                    throw new IllegalArgumentException(
                            "a .netrc file is made of machine, login, password, account, default and macdef");
            }
        }
        netrc.finish();
        return netrc.entries;
    }

    private void finish() {
        if (machine != null && password != null) {
            entries.add(new Entry(machine, login, password));
        }
        machine = null;
        login = "";
        password = null;
    }

    private static String next(Iterator<String> tokens) {
        if (!tokens.hasNext()) {
            throw new IllegalArgumentException("a .netrc file ends in the middle of an entry");
        }
        return tokens.next();
    }

    /** The words of all lines without comments and macros; a macro ends at an empty line. */
    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        boolean macro = false;
        for (String line : text.lines().toList()) {
            macro &= !line.isBlank();
            if (!macro && !line.strip().startsWith("#")) {
                for (String token : line.strip().split("[ \t]+", -1)) {
                    if (token.equals("macdef")) {
                        macro = true;
                        break;
                    }
                    if (!token.isEmpty()) {
                        tokens.add(token);
                    }
                }
            }
        }
        return tokens;
    }
}
