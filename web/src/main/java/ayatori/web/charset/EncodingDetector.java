package ayatori.web.charset;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Guesses the encoding of a page that declares none and is not UTF-8, from {@link NonAsciiWords a sample} of its words.
 *
 * <p>Two libraries are asked. juniversalchardet is better for Chinese, Japanese, Korean and Cyrillic, above all for short
 * texts. It does not know the languages of Central Europe, Turkish or Greek, which ICU does. Which of the two is trusted depends
 * on whether the words are {@linkplain NonAsciiWords#areLatin Latin}. The figures are in ADR 19.
 *
 * <p>Only encodings that leave ASCII unchanged are guessed: never ISO-2022-JP, HZ, UTF-7 or UTF-16. Otherwise a few bytes
 * injected into a page could turn its markup into text or its text into markup. Browsers do not guess these either.
 */
final class EncodingDetector {
    /** The multi-byte encodings. */
    private static final Set<String> MULTI_BYTE = Set.of("Big5", "EUC-JP", "EUC-KR", "GBK", "Shift_JIS", "gb18030");

    /** The encodings of the Latin script other than windows-1252, the default. */
    private static final Set<String> LATIN = Set.of("ISO-8859-2", "windows-1250", "windows-1254");

    private static final Set<String> OTHER_SCRIPTS = Set.of(
            "IBM866",
            "ISO-8859-5",
            "ISO-8859-6",
            "ISO-8859-7",
            "ISO-8859-8",
            "ISO-8859-8-I",
            "KOI8-U",
            "windows-1251",
            "windows-1253",
            "windows-1255",
            "windows-1256",
            "windows-874");

    /** How much higher ICU's confidence in a Latin encoding must be than in windows-1252, which is far more common. */
    private static final int MARGIN = 2;

    private EncodingDetector() {}

    /** The likely encoding of {@code body[start..end)}, or null if no guess is better than the default. */
    static @Nullable Encoding detect(byte[] body, int start, int end) {
        if (Utf8.isAllBut(body, start, end)) {
            return Encoding.UTF_8;
        }
        byte[] words = NonAsciiWords.sample(body, start, end);
        Encoding guess = askUniversalDetector(words);
        if (guess != null && MULTI_BYTE.contains(guess.name())) {
            return guess;
        }
        if (NonAsciiWords.areLatin(words)) {
            return askIcuForLatin(words);
        }
        return guess != null && OTHER_SCRIPTS.contains(guess.name()) && decodes(words, guess) ? guess : askIcu(words);
    }

    private static @Nullable Encoding askUniversalDetector(byte[] words) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(words);
        detector.dataEnd();
        return encoding(detector.getDetectedCharset());
    }

    private static @Nullable Encoding askIcuForLatin(byte[] words) {
        Encoding best = null;
        int confidence = 0;
        int western = 0;
        for (CharsetMatch match : new CharsetDetector().setText(words).detectAll()) {
            Encoding encoding = encoding(match.getName());
            if (encoding != null && encoding.equals(Encoding.WINDOWS_1252)) {
                western = Math.max(western, match.getConfidence());
            } else if (best == null
                    && encoding != null
                    && LATIN.contains(encoding.name())
                    && decodes(words, encoding)) {
                best = encoding;
                confidence = match.getConfidence();
            }
        }
        return confidence >= western + MARGIN ? best : null;
    }

    private static @Nullable Encoding askIcu(byte[] words) {
        for (CharsetMatch match : new CharsetDetector().setText(words).detectAll()) {
            Encoding encoding = encoding(match.getName());
            if (encoding != null
                    && (OTHER_SCRIPTS.contains(encoding.name()) || MULTI_BYTE.contains(encoding.name()))
                    && decodes(words, encoding)) {
                return encoding;
            }
        }
        return null;
    }

    /** The encoding that a detector's name for it means. */
    private static @Nullable Encoding encoding(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Encoding.forLabel(
                switch (name) {
                    // KOI8-U has four more Ukrainian letters, where KOI8-R has box-drawing characters.
                    case "KOI8-R" -> "KOI8-U";
                    case "TIS620" -> "windows-874";
                    default -> name;
                });
    }

    /** Whether {@code words} decode in {@code encoding} without error; the last character may be cut off. */
    private static boolean decodes(byte[] words, Encoding encoding) {
        CharBuffer characters = CharBuffer.allocate(words.length);
        // By default a decoder stops at the first error.
        return encoding.charset()
                .newDecoder()
                .decode(ByteBuffer.wrap(words), characters, false)
                .isUnderflow();
    }
}
