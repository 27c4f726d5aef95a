package ayatori.web.charset;

import java.util.Arrays;

/**
 * The words of a page that contain non-ASCII bytes. Only they show the encoding; markup and English words would blur the
 * statistics and take time.
 */
final class NonAsciiWords {
    /** The most bytes in a sample. ICU does not look at more either. */
    static final int BYTES_MAX = 8_000;

    /** The ASCII bytes that are kept on either side of non-ASCII ones, within a word. */
    private static final int CONTEXT_BYTES = 24;

    private NonAsciiWords() {}

    /** The first of these words in {@code body[start..end)}, each followed by a space; the last one may be cut off. */
    static byte[] sample(byte[] body, int start, int end) {
        byte[] sample = new byte[Math.min(end - start + 1, BYTES_MAX)];
        int length = 0;
        int position = start;
        while (position < end && length < BYTES_MAX) {
            if (body[position] >= 0) {
                position++;
                continue;
            }
            int wordStart = position;
            while (wordStart > Math.max(start, position - CONTEXT_BYTES) && !isDelimiter(body[wordStart - 1])) {
                wordStart--;
            }
            int wordEnd = position;
            int contextEnd = position;
            while (wordEnd < end && wordEnd < contextEnd + CONTEXT_BYTES && !isDelimiter(body[wordEnd])) {
                contextEnd = body[wordEnd] < 0 ? wordEnd + 1 : contextEnd;
                wordEnd++;
            }
            int copied = Math.min(wordEnd - wordStart, sample.length - length);
            System.arraycopy(body, wordStart, sample, length, copied);
            length += copied;
            if (length < sample.length) {
                sample[length++] = ' ';
            }
            position = wordEnd;
        }
        return Arrays.copyOf(sample, length);
    }

    /** Whether most non-ASCII bytes are next to Latin letters: {@code café}, but not {@code кафе}. */
    static boolean areLatin(byte[] words) {
        int besideLetters = 0;
        int besideEachOther = 0;
        for (int i = 0; i < words.length; i++) {
            if (words[i] < 0) {
                int before = i > 0 ? words[i - 1] : ' ';
                int after = i + 1 < words.length ? words[i + 1] : ' ';
                if (isLetter(before) || isLetter(after)) {
                    besideLetters++;
                } else if (before < 0 || after < 0) {
                    besideEachOther++;
                }
            }
        }
        return besideLetters >= besideEachOther;
    }

    /** White space and most punctuation. These bytes are never part of a multi-byte character. */
    private static boolean isDelimiter(byte b) {
        return b >= 0 && b < '@' && !(b >= '0' && b <= '9');
    }

    private static boolean isLetter(int b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }
}
